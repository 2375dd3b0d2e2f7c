import { openDirectory } from '../modules/casework/index.ts'
import { publishExtract } from '../modules/indicators/open-data/index.ts'
import { openFiles } from '../parts.ts'
import { readConfig } from '../platform/config.ts'
import { openDb } from '../platform/db.ts'
import { Refusal } from '../platform/errors.ts'
import { sealHorizon } from '../platform/ledger/index.ts'
import { openKeyring } from '../platform/sealing/keyring.ts'
import { commandTexts } from './command-texts.ts'
import { withConfiguredDatabase } from './configured-database.ts'

/** `publish-open-data [MONTH]`: publishes the extract of a month that has ended, the last one unless told. Gives the exit code. */
export function run(args: readonly string[]): Promise<number> {
  const t = commandTexts(args)
  const [month] = args.filter((arg, index) => !arg.startsWith('--') && args[index - 1] !== '--locale')
  const config = readConfig(process.env)
  return withConfiguredDatabase(config, async ({ appUrl }) => {
    const db = openDb({ url: appUrl, poolSize: 4, applicationName: 'motcua publish-open-data' })
    try {
      await sealHorizon(db)
      const files = await openFiles(config)
      const casework = {
        db,
        keys: openKeyring(config.masterKey),
        directory: openDirectory(db.read),
        onlineFiling: config.onlineFiling,
      }
      const made = await publishExtract({ casework, files }, month)
      const { dossiers, figures } = made ?? { dossiers: 0, figures: 0 }
      process.stdout.write(
        `${t(made === null ? 'open-data.publish.known' : 'open-data.publish.done', { dossiers, figures })}\n`,
      )
      return 0
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      process.stderr.write(`${t(`error.${error.code}`)}\n`)
      return 2
    } finally {
      await db.close()
    }
  })
}
