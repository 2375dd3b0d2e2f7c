import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'
import { type Db, query, type Reader, type Transaction } from '../../platform/db.ts'
import { isUuid, newId } from '../../platform/ids.ts'
import { canonicalJson, type JsonObject } from '../../platform/ledger/index.ts'
import type { Actor } from '../organisation/index.ts'
import { managerOf, type SurveysContext, tell } from './context.ts'
import { sha256Hex } from './draw-sample.ts'
import { refusals } from './errors.ts'
import { Questionnaire } from './questionnaire.ts'
import { questionnaireFault } from './questionnaire-fault.ts'

const checker = Compile(Questionnaire)

/** A file of a questionnaire that cannot be used; the message names the file and the place in it. */
export class QuestionnaireFileError extends Error {
  override readonly name = 'QuestionnaireFileError'
}

const Shipped = /^([a-z0-9-]+)\.yaml$/

/** Publishes the questionnaires of `surveys/` in a folder such as `data/`, each in the version its file says. Doing it again changes nothing. */
export async function importQuestionnaires(db: Db, folder: string): Promise<void> {
  const place = join(folder, 'surveys')
  const names = (await readdir(place)).filter((name) => Shipped.test(name)).sort()
  for (const name of names) {
    const { version, ...document } = parse(await readFile(join(place, name), 'utf8')) as Questionnaire & {
      version: number
    }
    if (!checker.Check(document)) {
      const [first] = checker.Errors(document)
      throw new QuestionnaireFileError(`${name}: ${first?.instancePath ?? ''} ${first?.message ?? 'does not fit'}`)
    }
    const fault = questionnaireFault(document)
    if (fault !== null) throw new QuestionnaireFileError(`${name}: ${fault.at}: ${fault.code}`)
    await db.write(async (tx) => {
      const hash = hashOf(document)
      const [kept] = await query<{ hash: string }>(
        tx,
        `SELECT document_hash AS hash FROM surveys_questionnaire_version WHERE key = $1 AND version = $2`,
        [document.key, version],
      )
      if (kept === undefined) {
        await query(
          tx,
          `INSERT INTO surveys_questionnaire_version (id, key, version, state, document, document_hash)
           VALUES ($1, $2, $3, 'published', $4, $5)`,
          [newId(), document.key, version, JSON.stringify(document), hash],
        )
      } else if (kept.hash !== hash) {
        throw new QuestionnaireFileError(
          `${name}: phiên bản ${version} đã công bố với nội dung khác (version ${version} was published with other content)`,
        )
      }
    })
  }
}

function hashOf(document: Questionnaire): string {
  return sha256Hex(canonicalJson(document as unknown as JsonObject))
}

export interface QuestionnaireLine {
  id: string
  key: string
  version: number
  state: 'draft' | 'published'
  document: Questionnaire
}

const COLUMNS = 'id, key, version, state, document'

/** All versions, by key, newest first. */
export async function listQuestionnaires(reader: Reader): Promise<QuestionnaireLine[]> {
  return query<QuestionnaireLine>(
    reader,
    `SELECT ${COLUMNS} FROM surveys_questionnaire_version ORDER BY key, version DESC`,
  )
}

/** One version. Refuses `surveys.questionnaire_not_found`. */
export async function getQuestionnaire(reader: Pick<Reader, 'executeQuery'>, id: string): Promise<QuestionnaireLine> {
  const [row] = isUuid(id)
    ? await query<QuestionnaireLine>(reader, `SELECT ${COLUMNS} FROM surveys_questionnaire_version WHERE id = $1`, [id])
    : []
  if (row === undefined) throw refusals.questionnaire_not_found()
  return row
}

/** Begins the next version of a questionnaire as a draft, with the content of `fromId`; under `key` a new questionnaire. */
export async function startDraft(
  context: SurveysContext,
  actor: Actor,
  { fromId, key }: { fromId: string; key?: string },
): Promise<string> {
  await managerOf(context.db.read, actor)
  const from = await getQuestionnaire(context.db.read, fromId)
  const document: Questionnaire = key === undefined ? from.document : { ...from.document, key, example: false }
  if (!checker.Check(document))
    throw refusals.questionnaire_unreadable({ place: 'key' }, [{ path: 'key', code: 'surveys.field_missing' }])
  return context.db.write(async (tx) => {
    const [drafted] = await query<{ id: string }>(
      tx,
      `SELECT id FROM surveys_questionnaire_version WHERE key = $1 AND state = 'draft'`,
      [document.key],
    )
    if (drafted !== undefined) return drafted.id
    const id = newId()
    await query(
      tx,
      `INSERT INTO surveys_questionnaire_version (id, key, version, state, document, saved_by)
       SELECT $1, $2, coalesce(max(version), 0) + 1, 'draft', $3, $4 FROM surveys_questionnaire_version WHERE key = $2`,
      [id, document.key, JSON.stringify(document), actor.kind === 'officer' ? actor.officerId : null],
    )
    return id
  })
}

/** Saves a draft. Refuses `surveys.questionnaire_unreadable` with the place that does not fit. */
export async function saveDraft(
  context: SurveysContext,
  actor: Actor,
  { id, document, publish }: { id: string; document: Questionnaire; publish: boolean },
): Promise<void> {
  const mandate = await managerOf(context.db.read, actor)
  await context.db.write(async (tx) => {
    const draft = await lockDraft(tx, id)
    const whole = { ...document, key: draft.key }
    const unreadable = (place: string) =>
      refusals.questionnaire_unreadable({ place }, [
        { path: place, code: 'surveys.questionnaire_unreadable', params: { place } },
      ])
    if (!checker.Check(whole)) {
      const [first] = checker.Errors(whole)
      throw unreadable((first?.instancePath ?? '').slice(1))
    }
    const fault = questionnaireFault(whole)
    if (fault !== null) throw unreadable(fault.at)
    const hash = publish ? hashOf(whole) : null
    await query(
      tx,
      `UPDATE surveys_questionnaire_version SET document = $2, state = $3, document_hash = $4, saved_by = $5, saved_at = platform_now()
       WHERE id = $1`,
      [
        id,
        JSON.stringify(whole),
        publish ? 'published' : 'draft',
        hash,
        actor.kind === 'officer' ? actor.officerId : null,
      ],
    )
    if (!publish) return
    const payload = { key: draft.key, version: draft.version, sha256: hash }
    await tell(tx, id, { actor, mandate, type: 'SurveyQuestionnairePublished', payload })
  })
}

async function lockDraft(tx: Transaction, id: string): Promise<{ key: string; version: number }> {
  const [draft] = isUuid(id)
    ? await query<{ key: string; version: number; state: string }>(
        tx,
        'SELECT key, version, state FROM surveys_questionnaire_version WHERE id = $1 FOR UPDATE',
        [id],
      )
    : []
  if (draft === undefined || draft.state !== 'draft') throw refusals.questionnaire_not_found()
  return draft
}
