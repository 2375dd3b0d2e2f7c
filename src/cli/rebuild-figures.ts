import { openDirectory } from '../modules/casework/index.ts'
import { rebuildFigures, UncountableEvent } from '../modules/indicators/index.ts'
import { readConfig } from '../platform/config.ts'
import { openDb } from '../platform/db.ts'
import { sealHorizon } from '../platform/ledger/index.ts'
import { commandTexts } from './command-texts.ts'
import { withConfiguredDatabase } from './configured-database.ts'

/** `rebuild-figures`: makes every fact and count behind the figures anew from the ledger. Gives the exit code. */
export function run(args: readonly string[]): Promise<number> {
  const t = commandTexts(args)
  return withConfiguredDatabase(readConfig(process.env), async ({ appUrl }) => {
    const db = openDb({ url: appUrl, poolSize: 2, applicationName: 'motcua rebuild-figures' })
    try {
      await sealHorizon(db)
      const { events, dossiers } = await rebuildFigures(appUrl, await openDirectory(db.read)())
      process.stdout.write(`${t('cli.rebuild.done', { events, dossiers })}\n`)
      return 0
    } catch (error) {
      if (!(error instanceof UncountableEvent)) throw error
      process.stderr.write(`${t('cli.figures.uncountable', { position: error.position, type: error.type })}\n`)
      return 1
    } finally {
      await db.close()
    }
  })
}
