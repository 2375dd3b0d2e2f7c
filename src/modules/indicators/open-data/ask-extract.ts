import { addMonths } from '../../../platform/civil-date.ts'
import { type Db, query, type Reader } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { queueJob } from '../../../platform/jobs.ts'
import { appendEvents, chainEvents, newStream } from '../../../platform/ledger/index.ts'
import { type Actor, agencyTree, type Mandate } from '../../organisation/index.ts'
import { indicatorsRefusals } from '../errors.ts'
import { publishingMandate } from '../reports/policy.ts'
import { isMonth, lastEndedMonth } from './extract-format.ts'

/** The job that makes and publishes an extract; without a month it takes the last one that has ended. */
export const PUBLISH_TASK = 'indicators_publish_extract'

/** A month that has ended, and since when its extract is public. */
export interface ExtractMonth {
  month: string
  publishedAt: Date | null
  /** Asked for and not public yet. */
  askedAt: Date | null
}

const SHOWN_MONTHS = 12

/** The last months that have ended, newest first. Refuses `indicators.figures_not_found` to who does not publish. */
export async function listExtractMonths(reader: Reader, actor: Actor): Promise<ExtractMonth[]> {
  await assertPublishes(reader, actor)
  const newest = await newestMonth(reader)
  const months = Array.from({ length: SHOWN_MONTHS }, (_, at) => addMonths(`${newest}-01`, -at).slice(0, 7))
  return query<ExtractMonth>(
    reader,
    `SELECT m.month, e.published_at AS "publishedAt", a.asked_at AS "askedAt"
     FROM unnest($1::text[]) WITH ORDINALITY AS m (month, place)
     LEFT JOIN indicators_extract e ON e.month = (m.month || '-01')::date
     LEFT JOIN indicators_extract_asked a ON a.month = (m.month || '-01')::date ORDER BY m.place`,
    [months],
  )
}

/** Whether the actor may publish open data on demand. */
export async function mayPublishExtracts(reader: Reader, actor: Actor): Promise<boolean> {
  return (await mandateOf(reader, actor)) !== null
}

/**
 * Asks for the extract of a month to be published now instead of in the night. Who asked stands in the ledger; the job makes it. Refuses
 * `indicators.month_not_ended`, `month_published` and, to who does not publish, `figures_not_found`.
 */
export async function askExtract(db: Db, { actor, month }: { actor: Actor; month: string }): Promise<void> {
  const mandate = await assertPublishes(db.read, actor)
  if (!isMonth(month) || month > (await newestMonth(db.read))) throw indicatorsRefusals.month_not_ended()
  await db.write(async (tx) => {
    const [known] = await query(tx, 'SELECT 1 FROM indicators_extract WHERE month = $1::date', [`${month}-01`])
    if (known !== undefined) throw indicatorsRefusals.month_published()
    const [row] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
    const stamp = {
      recordedAt: row?.now ?? new Date(0),
      actorId: actor.kind === 'officer' ? actor.userId : null,
      mandateId: mandate.id,
      agencyId: mandate.agencyId,
      commandId: null,
    }
    await appendEvents(tx, chainEvents(newStream(newId()), stamp, [{ type: 'ExtractAsked', payload: { month } }]))
    await query(
      tx,
      'INSERT INTO indicators_extract_asked (month) VALUES ($1) ON CONFLICT (month) DO UPDATE SET asked_at = excluded.asked_at',
      [`${month}-01`],
    )
    await queueJob(tx, PUBLISH_TASK, { month })
  })
}

async function assertPublishes(reader: Reader, actor: Actor): Promise<Mandate> {
  const mandate = await mandateOf(reader, actor)
  if (mandate === null) throw indicatorsRefusals.figures_not_found()
  return mandate
}

async function mandateOf(reader: Reader, actor: Actor): Promise<Mandate | null> {
  const tree = await agencyTree(reader)
  const province = tree.all.find(({ parentId }) => parentId === null)
  if (province === undefined) return null
  return publishingMandate(actor, { id: province.id, parentId: null, below: tree.childrenOf(province.id) })
}

async function newestMonth(reader: Reader): Promise<string> {
  const [row] = await query<{ now: Date }>(reader, 'SELECT platform_now() AS now')
  return lastEndedMonth(row?.now.getTime() ?? 0)
}
