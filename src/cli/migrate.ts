import { readConfig } from '../platform/config.ts'
import { migrate, readMigrations } from '../platform/migrate.ts'
import { commandTexts } from './command-texts.ts'
import { withConfiguredDatabase } from './configured-database.ts'

/** `migrate`: brings the configured database up to the migrations shipped here and names those applied. Gives the exit code. */
export function run(args: readonly string[]): Promise<number> {
  const t = commandTexts(args)
  return withConfiguredDatabase(readConfig(process.env), async ({ ownerUrl }) => {
    if (ownerUrl === null) {
      process.stderr.write(`${t('cli.migrate.no_owner')}\n`)
      return 2
    }
    const applied = await migrate(ownerUrl, await readMigrations('migrations'))
    for (const name of applied) process.stdout.write(`${name}\n`)
    process.stdout.write(`${t('cli.migrate.applied', { count: applied.length })}\n`)
    return 0
  })
}
