import { checkReplays, openDirectory, readHeads } from '../modules/casework/index.ts'
import { checkFigures, UncountableEvent } from '../modules/indicators/index.ts'
import { checkSignedReports, readReportHeads } from '../modules/indicators/reports/index.ts'
import { readPetitionHeads } from '../modules/petitions/index.ts'
import { readPlanHeads } from '../modules/queue/index.ts'
import { readScorecardHeads } from '../modules/scorecards/index.ts'
import { readSurveyHeads } from '../modules/surveys/index.ts'
import { readConfig } from '../platform/config.ts'
import { type Db, openDb } from '../platform/db.ts'
import type { Translate } from '../web/locales/translate.ts'
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
        heads: {
          dossier: readHeads,
          report: readReportHeads,
          plan: readPlanHeads,
          petition: readPetitionHeads,
          scorecard: readScorecardHeads,
          survey: readSurveyHeads,
        },
        print: (line) => process.stdout.write(`${line}\n`),
        ...(process.stderr.isTTY ? { onProgress: (events) => process.stderr.write(`\r${events} `) } : {}),
      })
      return exitCode === 0 ? await verifyRows(db, commandTexts(args)) : exitCode
    } finally {
      await db.close()
    }
  })
}

/** The ledger is whole: do the rows that lists and decisions use say the same? */
async function verifyRows(db: Db, t: ReturnType<typeof commandTexts>): Promise<number> {
  const { dossiers, differing } = await checkReplays(db.read)
  const line =
    differing === null
      ? t('cli.verify.rows_fit', { count: dossiers })
      : t('cli.verify.row_differs', { code: differing.code ?? '–', id: differing.id })
  process.stdout.write(`${line}\n`)
  const signed = await checkSignedReports(db.read)
  const told =
    signed.differing === null
      ? t('cli.verify.reports_fit', { count: signed.reports })
      : t('cli.verify.report_differs', { id: signed.differing.id })
  process.stdout.write(`${told}\n`)
  const figures = await verifyFigures(db, t)
  process.stdout.write(`${figures.line}\n`)
  return differing === null && signed.differing === null && figures.fit ? 0 : 1
}

/** The figures against a count made anew from the ledger, on one snapshot. Gives the sentence that tells of it. */
export async function verifyFigures(db: Db, t: Translate): Promise<{ fit: boolean; line: string }> {
  try {
    const { dossiers, rows, differing } = await db.read
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((snapshot) => checkFigures(snapshot, openDirectory(db.read)))
    if (differing === null) return { fit: true, line: t('cli.verify.figures_fit', { dossiers, rows }) }
    const { table, key, kept, counted } = differing
    return {
      fit: false,
      line: t('cli.verify.figure_differs', { table, key, kept: kept ?? '–', counted: counted ?? '–' }),
    }
  } catch (error) {
    if (!(error instanceof UncountableEvent)) throw error
    return { fit: false, line: t('cli.figures.uncountable', { position: error.position, type: error.type }) }
  }
}
