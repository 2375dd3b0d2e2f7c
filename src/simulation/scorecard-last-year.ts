import type { OfficerActor } from '../modules/organisation/index.ts'
import {
  actOnSheet,
  getLine,
  getRound,
  getSheet,
  openRound,
  publishRound,
  type SheetWish,
} from '../modules/scorecards/index.ts'
import type { SheetLineView } from '../modules/scorecards/view-types.ts'
import { addMonths } from '../platform/civil-date.ts'
import type { Db } from '../platform/db.ts'
import { type People, said, UNITS } from './scorecard-people.ts'

const SURVEYED: Readonly<Record<string, readonly [string, string]>> = {
  'phuong-pho-hien': ['9,5', '6'],
  'xa-van-giang': ['8,75', '5,5'],
  'so-xay-dung': ['9', '6,5'],
  'so-tu-phap': ['10,25', '7'],
  'so-tai-chinh': ['9,75', '7'],
}

const CLAIM = 'Ví dụ trình diễn: kết quả của năm trước, kèm văn bản.'
const CUT = 'Ví dụ trình diễn: văn bản nêu chưa chứng minh đủ số điểm đã chấm.'
const SOURCE = 'Ví dụ trình diễn: đợt điều tra của năm trước.'
const AGREED = ['1.3', '2.1', '4.1', '6.1']

/** The year before, whole: the same units scored, verified, surveyed, agreed and published, so that this year has something to stand beside. */
export async function makeLastYear(
  db: Db,
  people: People,
  { today, year }: { today: string; year: number },
): Promise<void> {
  const organiser = people.in('so-noi-vu', 'agency_leader')
  const chairman = people.in('ubnd-tinh', 'province_leader')
  const verifier = people.in('van-phong-ubnd-tinh', 'reviewer')
  const roundId = await openRound(db, {
    actor: organiser,
    scheme: 'par-internal-example',
    year: String(year),
    agencyIds: UNITS.map(({ slug }) => people.agencyId(slug)),
    dates: { selfUntil: addMonths(today, 1), verifyUntil: addMonths(today, 2), appealUntil: addMonths(today, 3) },
  })
  const { units } = await getRound(db.read, organiser, roundId)
  for (const [at, { slug }] of UNITS.entries()) {
    const name = people.nameOf(slug)
    const sheetId = units.find(({ unit }) => unit === name)?.sheetId ?? ''
    await actOnSheet(db, { actor: organiser, sheetId, wish: { kind: 'assign', userId: verifier.userId } })
    const unit: Unit = { db, sheetId, at, year, leader: people.in(slug, 'agency_leader'), verifier }
    await score(unit)
    await verify(unit)
    await survey(unit, SURVEYED[slug] ?? ['9', '6'], [organiser, chairman])
    await actOnSheet(db, { actor: unit.leader, sheetId, wish: { kind: 'agree' } })
  }
  const { hash } = await getRound(db.read, chairman, roundId)
  await publishRound(db, { actor: chairman, roundId, hash })
}

interface Unit {
  db: Db
  sheetId: string
  /** Its place in the list: what makes it differ from the others. */
  at: number
  year: number
  leader: OfficerActor
  verifier: OfficerActor
}

async function score({ db, sheetId, at, year, leader }: Unit): Promise<void> {
  const by = (wish: SheetWish) => actOnSheet(db, { actor: leader, sheetId, wish })
  await by({ kind: 'fill' })
  const { lines } = await getSheet(db.read, leader, sheetId)
  for (const [position, { line, figure }] of lines.entries()) {
    if (line.leaf === null || line.kind === 'survey' || figure?.standing === 'measured') continue
    const evidence =
      (at + position) % 3 === 0 ? { ...said(CLAIM) } : { ...said(CLAIM), links: linkOf(line), year: String(year) }
    const points = String(Math.max(0, line.max - ((at + position) % 4) * 0.5))
    const seen = figure === null ? 0 : 1
    await by({ kind: 'self', key: line.key, seen, points, items: itemsOf(line, at), statement: evidence })
  }
  await by({ kind: 'submit' })
}

function linkOf({ key }: SheetLineView['line']): string {
  return `https://vi-du.invalid/minh-chung/${key}`
}

/** Ticks all but the last line in every second unit; counts as many lapses as the unit's place in the list. */
function itemsOf({ leaf }: SheetLineView['line'], at: number): Record<string, string> {
  const method = leaf?.method
  if (method?.kind === 'checklist') {
    const last = method.items.length - 1
    return Object.fromEntries(method.items.map(({ key }, place) => [key, at % 2 === 0 && place === last ? '0' : '1']))
  }
  if (method?.kind !== 'deduction') return {}
  return Object.fromEntries(method.less.map(({ key }, place) => [key, place === 0 ? String(at % 3) : '0']))
}

async function verify({ db, sheetId, at, leader, verifier }: Unit): Promise<void> {
  const key = AGREED[at % AGREED.length] ?? '2.1'
  const { lines } = await getSheet(db.read, leader, sheetId)
  const own = lines.find(({ line }) => line.key === key)
  const points = String(Math.max(0, (own?.points.self ?? 0) - 1)).replace('.', ',')
  const { seen } = await getLine(db.read, leader, { sheetId, key })
  const by = (wish: SheetWish) => actOnSheet(db, { actor: verifier, sheetId, wish })
  await by({ kind: 'verify', key, seen, points, items: {}, statement: said(CUT) })
  if (at === 2) await by({ kind: 'verify', key: 'T2', seen: 0, points: '0,5', items: {}, statement: said(CUT) })
  await by({ kind: 'accept_rest' })
  await by({ kind: 'finish' })
}

/** Entered by the office that organises, confirmed by the province's leader. */
async function survey(
  { db, sheetId }: Unit,
  points: readonly [string, string],
  [enters, confirms]: readonly [OfficerActor, OfficerActor],
): Promise<void> {
  for (const [place, key] of ['8.1', '8.2'].entries()) {
    const wish: SheetWish = {
      kind: 'survey',
      key,
      seen: 0,
      points: points[place] ?? '',
      items: {},
      statement: said(SOURCE),
    }
    await actOnSheet(db, { actor: enters, sheetId, wish })
    await actOnSheet(db, { actor: confirms, sheetId, wish: { kind: 'confirm_survey', key, seen: 1 } })
  }
}
