import { checkReplays, readHeads } from '../modules/casework/index.ts'
import { readPlanHeads } from '../modules/queue/index.ts'
import { readConfig } from '../platform/config.ts'
import { type Db, openDb, type Reader } from '../platform/db.ts'
import type { StreamHead } from '../platform/ledger/index.ts'
import { commandTexts } from './command-texts.ts'
import { withConfiguredDatabase } from './configured-database.ts'
import { runVerify } from './verify.ts'

/** `verify` on the database of the configuration; gives the exit code of `runVerify`. Progress is shown on a terminal only. */
export function run(args: readonly string[]): Promise<number> {
  return withConfiguredDatabase(readConfig(process.env), async ({ appUrl }) => {
    const db = openDb({ url: appUrl, poolSize: 2, applicationName: 'motcua verify' })
    try {
      const exitCode = await runVerify(args, {
        db,
        heads: readAllHeads,
        print: (line) => process.stdout.write(`${line}\n`),
        ...(process.stderr.isTTY ? { onProgress: (events) => process.stderr.write(`\r${events} `) } : {}),
      })
      return exitCode === 0 ? await verifyRows(db, commandTexts(args)) : exitCode
    } finally {
      await db.close()
    }
  })
}

/** Of every kind of stream there is: dossiers, and the arrangements of the centres' queues. */
async function* readAllHeads(reader: Reader): AsyncGenerator<StreamHead> {
  yield* readHeads(reader)
  yield* readPlanHeads(reader)
}

/** The ledger is whole: do the rows that lists and decisions use say the same? */
async function verifyRows(db: Db, t: ReturnType<typeof commandTexts>): Promise<number> {
  const { dossiers, differing } = await checkReplays(db.read)
  const line =
    differing === null
      ? t('cli.verify.rows_fit', { count: dossiers })
      : t('cli.verify.row_differs', { code: differing.code ?? '–', id: differing.id })
  process.stdout.write(`${line}\n`)
  return differing === null ? 0 : 1
}
