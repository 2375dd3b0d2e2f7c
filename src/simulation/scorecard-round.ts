import { agencyTree, listOfficerActors, type OfficerActor } from '../modules/organisation/index.ts'
import { actOnSheet, getRound, getSheet, openRound, type SheetWish } from '../modules/scorecards/index.ts'
import { addMonths, localDate } from '../platform/civil-date.ts'
import { type Db, query } from '../platform/db.ts'
import { enterKnownIndices } from './external-series.ts'
import { makeLastYear } from './scorecard-last-year.ts'
import { People, said, UNITS } from './scorecard-people.ts'

type Until = (typeof UNITS)[number]['until']

const WORDS = 'Ví dụ trình diễn: đơn vị giải trình và nêu văn bản đã ban hành trong năm.'

/**
 * The year before as it was published, and one round of the example scorecard in the middle of its year, by the real verbs: three departments
 * and two communes in different phases. The same people give the same points each time.
 */
export async function makeScorecardRound(db: Db): Promise<void> {
  const people = new People(await listOfficerActors(db.read), await agencyTree(db.read))
  const [row] = await query<{ now: Date }>(db.read, 'SELECT platform_now() AS now')
  const today = localDate(row?.now.getTime() ?? 0)
  await enterKnownIndices(db, people)
  await makeLastYear(db, people, { today, year: Number(today.slice(0, 4)) - 1 })
  const organiser = people.in('so-noi-vu', 'agency_leader')
  const roundId = await openRound(db, {
    actor: organiser,
    scheme: 'par-internal-example',
    year: today.slice(0, 4),
    agencyIds: UNITS.map(({ slug }) => people.agencyId(slug)),
    dates: { selfUntil: addMonths(today, 1), verifyUntil: addMonths(today, 2), appealUntil: addMonths(today, 3) },
  })
  const round = await getRound(db.read, organiser, roundId)
  const verifier = people.in('van-phong-ubnd-tinh', 'reviewer')
  for (const [at, { slug, until }] of UNITS.entries()) {
    const name = people.nameOf(slug)
    const sheetId = round.units.find(({ unit }) => unit === name)?.sheetId ?? ''
    await actOnSheet(db, { actor: organiser, sheetId, wish: { kind: 'assign', userId: verifier.userId } })
    await walk(db, { sheetId, until, at, leader: people.in(slug, 'agency_leader'), verifier })
  }
}

interface Walk {
  sheetId: string
  until: Until
  at: number
  leader: OfficerActor
  verifier: OfficerActor
}

async function walk(db: Db, { sheetId, until, at, leader, verifier }: Walk): Promise<void> {
  const by = (actor: OfficerActor, wish: SheetWish) => actOnSheet(db, { actor, sheetId, wish })
  await by(leader, { kind: 'fill' })
  const { lines } = await getSheet(db.read, leader, sheetId)
  const open = lines.filter(
    ({ line, figure }) => line.leaf !== null && line.kind !== 'survey' && figure?.standing !== 'measured',
  )
  const scored = until === 'scoring' ? open.slice(0, 5) : open
  for (const { line, figure } of scored) {
    const method = line.leaf?.method
    const parts = method?.kind === 'checklist' ? method.items : method?.kind === 'deduction' ? method.less : []
    const worth = method?.kind === 'checklist' ? '1' : String(at % 2)
    const items = Object.fromEntries(parts.map(({ key }) => [key, worth]))
    const points = String(line.max - (at % 3) * 0.5)
    const seen = figure === null ? 0 : 1
    await by(leader, { kind: 'self', key: line.key, seen, points, items, statement: said(WORDS) })
  }
  if (until === 'scoring') return
  await by(leader, { kind: 'submit' })
  if (until === 'verifying') return
  const cut = 'Ví dụ trình diễn: minh chứng chỉ đủ cho một nửa số điểm.'
  await by(verifier, { kind: 'verify', key: '1.3', seen: 1, points: '1,5', items: {}, statement: said(cut) })
  await by(verifier, { kind: 'accept_rest' })
  await by(verifier, { kind: 'finish' })
  if (until === 'verified') return
  const why = 'Ví dụ trình diễn: sáng kiến thứ hai đã được công nhận trong năm.'
  await by(leader, { kind: 'appeal', key: '1.3', seen: 2, points: '2', items: {}, statement: said(why) })
}
