import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { countLate, foldTally } from '../modules/casework/index.ts'
import { type Config, readConfig } from '../platform/config.ts'
import { openDb } from '../platform/db.ts'
import { openFolderStore } from '../platform/files/folder-store.ts'
import { makeCheckpoint } from '../platform/ledger/index.ts'
import { openKeyring } from '../platform/sealing/keyring.ts'
import { addDossiers, importProvince } from '../simulation/province.ts'
import { commandTexts } from './command-texts.ts'
import { withConfiguredDatabase } from './configured-database.ts'

const DATA_FOLDER = fileURLToPath(new URL('../../data/', import.meta.url))

/** What is to be simulated. */
export interface SimulateOptions {
  dossiers: number
  seed: number
  days: number | undefined
}

/**
 * `simulate --dossiers N [--seed S] [--days D]`: adds so many dossiers, ending now, to the configured database, and makes the
 * demonstration's people where there are none. Gives the exit code: 0, or 2 when the request is not understood or not possible.
 */
export function run(args: readonly string[]): Promise<number> {
  const t = commandTexts(args)
  const config = readConfig(process.env)
  const options = readOptions(args, config)
  if (options === undefined) {
    process.stderr.write(`${t('cli.simulate.usage')}\n`)
    return Promise.resolve(2)
  }
  return withConfiguredDatabase(config, async ({ simulatorUrl }) => {
    if (simulatorUrl === null || !config.demo) {
      process.stderr.write(`${t('cli.simulate.no_simulator')}\n`)
      return 2
    }
    const begun = performance.now()
    const outcome = await simulateInto(simulatorUrl, config, options)
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    const { dossiers, events, digest } = outcome
    process.stdout.write(`${t('cli.simulate.done', { dossiers, events, seconds, digest })}\n`)
    return 0
  })
}

function readOptions(args: readonly string[], config: Config): SimulateOptions | undefined {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({ args: [...args], options: { dossiers: text, seed: text, days: text, locale: text } })
    const dossiers = whole(values.dossiers)
    const seed = values.seed === undefined ? config.seed : whole(values.seed)
    const days = values.days === undefined ? undefined : whole(values.days)
    if (!dossiers || seed === undefined || (values.days !== undefined && !days)) return undefined
    return { dossiers, seed, days }
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

async function simulateInto(simulatorUrl: string, config: Config, options: SimulateOptions) {
  const db = openDb({ url: simulatorUrl, poolSize: 4, applicationName: 'motcua simulate' })
  try {
    await importProvince(db, DATA_FOLDER)
    const files = await openFolderStore(config.filesFolder)
    const keys = openKeyring(config.masterKey)
    const until = new Date()
    const onProgress = ({ day, dossiers, events }: { day: string; dossiers: number; events: number }): void => {
      if (process.stderr.isTTY) process.stderr.write(`\r${day}  ${dossiers}  ${events} `)
    }
    const outcome = await addDossiers({ db, keys, files, dataFolder: DATA_FOLDER, until, onProgress, ...options })
    if (process.stderr.isTTY) process.stderr.write('\n')
    await countLate(db)
    await foldTally(db)
    await makeCheckpoint(db)
    return outcome
  } finally {
    await db.close()
  }
}
