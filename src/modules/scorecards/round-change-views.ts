import { query, type Reader } from '../../platform/db.ts'
import { isUuid, type UserId } from '../../platform/ids.ts'
import { readStream } from '../../platform/ledger/index.ts'
import { type Actor, officerNames } from '../organisation/index.ts'
import { scorecardRefusals as refusals } from './errors.ts'
import { datesSeen } from './move-round-dates.ts'
import { type Places, readPlaces } from './place.ts'
import { organiserMandate } from './policy.ts'
import type { Round, RoundDates } from './round.ts'
import { getScorecard } from './scheme-store.ts'
import { briefOf, listVerifiers } from './scorecard-views.ts'
import { findRound, listSheets, readStatements, type SheetRow } from './sheet-store.ts'
import type { RoundChange, RoundChangesView } from './view-types.ts'

/** The days of a round and who verifies, with every change of them: who, when, why. For whoever organises. */
export async function getRoundChanges(reader: Reader, actor: Actor, id: string): Promise<RoundChangesView> {
  const places = await readPlaces(reader)
  const round = isUuid(id) ? await findRound(reader, id) : undefined
  if (round === undefined || organiserMandate(actor, places) === null) throw refusals.not_found()
  const sheets = await listSheets(reader, id)
  const history = [...(await dateChanges(reader, round)), ...(await verifierChanges(reader, sheets, places))]
  const people = [
    ...history.flatMap(({ by, person }) => [by, ...(person === null ? [] : [person])]),
    ...sheets.flatMap((one) => one.state.verifiers),
  ]
  const names = await officerNames(reader, people as UserId[])
  const nameOf = (userId: string) => names.get(userId as UserId) ?? ''
  const { selfUntil, verifyUntil, appealUntil } = round
  return {
    id,
    scheme: briefOf(await getScorecard(reader, round.schemeKey, round.schemeVersion)),
    year: round.year,
    dates: { selfUntil, verifyUntil, appealUntil },
    seen: datesSeen(round),
    isOpen: round.publishedAt === null,
    units: sheets
      .map(({ id: sheetId, state }) => ({
        sheetId,
        unit: places.nameOf(state.agencyId),
        verifiers: state.verifiers.map((userId) => ({ userId, name: nameOf(userId) })),
      }))
      .sort((a, b) => a.unit.localeCompare(b.unit, 'vi')),
    choices: round.publishedAt === null ? await listVerifiers(reader, places) : [],
    history: history
      .sort((a, b) => b.at.getTime() - a.at.getTime())
      .map((one) => ({ ...one, by: nameOf(one.by), person: one.person === null ? null : nameOf(one.person) })),
  }
}

/** Each time the days were told, with those before. */
async function dateChanges(reader: Reader, { id }: Round): Promise<RoundChange[]> {
  const events = (await readStream(reader, id)).filter(({ type }) => type !== 'RoundPublished')
  const reasons = await query<{ hash: string; body: string }>(
    reader,
    'SELECT hash, body FROM scorecards_round_reason WHERE round_id = $1',
    [id],
  )
  return events.flatMap((event, index): RoundChange[] => {
    const before = events[index - 1]
    if (before === undefined) return []
    const { actorId, recordedAt, payload } = event
    const reason = reasons.find(({ hash }) => hash === payload.reason)?.body ?? ''
    const dates = { before: daysOf(before.payload), after: daysOf(payload) }
    return [{ kind: 'dates', at: recordedAt, by: String(actorId), unit: null, person: null, dates, reason }]
  })
}

function daysOf(payload: Readonly<Record<string, unknown>>): RoundDates {
  const { selfUntil, verifyUntil, appealUntil } = payload
  return { selfUntil: String(selfUntil), verifyUntil: String(verifyUntil), appealUntil: String(appealUntil) }
}

async function verifierChanges(reader: Reader, sheets: readonly SheetRow[], places: Places): Promise<RoundChange[]> {
  const found = await Promise.all(
    sheets.map(async ({ id, state }) => {
      const statements = await readStatements(reader, id)
      const kinds: Record<string, 'assigned' | 'removed'> = { VerifierAssigned: 'assigned', VerifierRemoved: 'removed' }
      return (await readStream(reader, id)).flatMap(({ type, payload, actorId, recordedAt }): RoundChange[] => {
        const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined
        if (kind === undefined) return []
        const reason = statements.get(String(payload.statement))?.text ?? ''
        const [by, person] = [String(actorId), String(payload.userId)]
        return [{ kind, at: recordedAt, by, unit: places.nameOf(state.agencyId), person, dates: null, reason }]
      })
    }),
  )
  return found.flat()
}
