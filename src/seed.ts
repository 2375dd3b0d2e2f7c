import { fileURLToPath } from 'node:url'
import { countLate, foldTally } from './modules/casework/index.ts'
import { importResultRules, keepResults, loadResultRules } from './modules/casework/papers/index.ts'
import { watchSteps } from './modules/indicators/alerts/index.ts'
import { importSchemes } from './modules/indicators/index.ts'
import { publishExtract } from './modules/indicators/open-data/index.ts'
import { skipEarlierAcceptances } from './modules/money/index.ts'
import { importTemplates, loadTemplateFiles } from './modules/notices/index.ts'
import { escalateLate } from './modules/petitions/index.ts'
import { importScorecards } from './modules/scorecards/index.ts'
import { importQuestionnaires } from './modules/surveys/index.ts'
import type { Parts } from './parts.ts'
import { openDb } from './platform/db.ts'
import { makeCheckpoint } from './platform/ledger/index.ts'
import { findSetting } from './platform/settings.ts'
import { DEMONSTRATION_MADE, importProvince, makeDemonstration } from './simulation/province.ts'
import { playRatings } from './simulation/ratings.ts'
import { makeScorecardRound } from './simulation/scorecard-round.ts'
import { makeSurveyDemonstration } from './simulation/surveys.ts'

const DATA_FOLDER = fileURLToPath(new URL('../data/', import.meta.url))

/**
 * Brings agencies and procedures to what the files say, at every start; where a simulator's address is given and the
 * demonstration was not made yet, makes it. Broken off, the next start makes it from the beginning: it is one transaction.
 */
export async function prepareProvince(
  parts: Pick<Parts, 'db' | 'keys' | 'files' | 'config' | 'casework' | 'indicators' | 'surveys'>,
  { simulatorUrl, say }: { simulatorUrl: string | null; say: (line: string) => void },
): Promise<void> {
  await importProvince(parts.db, DATA_FOLDER)
  const rules = await loadResultRules(DATA_FOLDER)
  await parts.db.write((tx) => importResultRules(tx, rules))
  await importTemplates(parts.db, await loadTemplateFiles(DATA_FOLDER))
  await importSchemes(parts.db, DATA_FOLDER)
  await importQuestionnaires(parts.db, DATA_FOLDER)
  await importScorecards(parts.db, DATA_FOLDER)
  if (simulatorUrl === null || (await findSetting(parts.db.read, DEMONSTRATION_MADE)) !== undefined) return
  const { seedDossiers: dossiers, seed } = parts.config
  say(`Tạo tỉnh trình diễn / making the demonstration province: ${dossiers} hồ sơ / dossiers …`)
  const begun = performance.now()
  const simulator = openDb({ url: simulatorUrl, poolSize: 4, applicationName: 'motcua simulator' })
  try {
    const { keys, files } = parts
    const made = { db: simulator, keys, files, dataFolder: DATA_FOLDER, dossiers, seed, until: new Date() }
    const outcome = await makeDemonstration(made)
    await playRatings(simulator, parts.casework, made)
    await countLate(parts.db)
    await foldTally(parts.db)
    await makeCheckpoint(parts.db)
    await keepResults(parts.casework)
    await skipEarlierAcceptances(parts.db)
    await watchSteps(parts.indicators)
    await makeScorecardRound(parts.db)
    await publishExtract(parts.indicators)
    await escalateLate(parts.casework)
    await makeSurveyDemonstration(parts.surveys, seed)
    say(
      `  ${outcome.dossiers} hồ sơ, ${outcome.events} sự kiện / events, ${((performance.now() - begun) / 1000).toFixed(1)} s`,
    )
  } finally {
    await simulator.close()
  }
}
