import { readHeads } from '../modules/casework/index.ts'
import { readConfig } from '../platform/config.ts'
import { openDb } from '../platform/db.ts'
import { withConfiguredDatabase } from './configured-database.ts'
import { runVerify } from './verify.ts'

/** `verify` on the database of the configuration; gives the exit code of `runVerify`. Progress is shown on a terminal only. */
export function run(args: readonly string[]): Promise<number> {
  return withConfiguredDatabase(readConfig(process.env), async ({ appUrl }) => {
    const db = openDb({ url: appUrl, poolSize: 2, applicationName: 'motcua verify' })
    try {
      return await runVerify(args, {
        db,
        heads: readHeads,
        print: (line) => process.stdout.write(`${line}\n`),
        ...(process.stderr.isTTY ? { onProgress: (events) => process.stderr.write(`\r${events} `) } : {}),
      })
    } finally {
      await db.close()
    }
  })
}
