import type { CaseworkContext, DossierState } from '../modules/casework/index.ts'
import { type PastRating, type RatingReason, type RatingWay, recordPastRatings } from '../modules/feedback/index.ts'
import { DAY_MS } from '../platform/civil-date.ts'
import { type Db, query } from '../platform/db.ts'
import { Random } from './random.ts'

/** At most so many dossiers are looked at, the newest first: the demonstration's first start must not wait for more. */
const MOST = 3000
const SHARE = 0.2
/** Heads leave some of the newer ones unanswered. */
const ANSWERED = 0.6
const OPEN_DAYS = 30

const said: Readonly<Record<number, readonly (readonly [RatingReason, string])[]>> = {
  1: [
    ['time', 'Quá ngày hẹn mà không ai báo, tôi phải đi lại hai lần.'],
    ['manner', 'Hỏi mà không được trả lời rõ ràng.'],
    ['papers', 'Lần đầu không nói thiếu giấy tờ gì, lần sau mới nói.'],
  ],
  2: [
    ['guidance', 'Hướng dẫn chưa đủ, phải về lấy thêm bản sao.'],
    ['place', 'Chờ lâu, ít ghế ngồi.'],
    ['online', 'Nộp trực tuyến nhưng vẫn phải mang bản giấy.'],
  ],
}
const content: readonly (readonly [RatingReason, string])[] = [
  ['manner', ''],
  ['time', ''],
]
const answers = [
  'Chúng tôi xin lỗi. Từ tuần này, hồ sơ sắp quá hạn được gọi điện báo trước.',
  'Đã nhắc nhở bộ phận tiếp nhận hướng dẫn đủ một lần bằng phiếu.',
  'Cảm ơn góp ý. Đã kê thêm ghế và mở thêm một quầy vào buổi sáng.',
]

/** People of the demonstration rate some of the results that were returned to them in the last year, as the seed says. */
export async function playRatings(
  simulator: Db,
  context: Pick<CaseworkContext, 'keys' | 'directory' | 'onlineFiling'>,
  { seed, until }: { seed: number; until: Date },
): Promise<number> {
  const rows = await query<{ state: DossierState }>(
    simulator.read,
    `SELECT state FROM casework_dossier WHERE legal_state = 'returned' AND (state ->> 'returnedAt')::numeric > $1
     ORDER BY (state ->> 'returnedAt')::numeric DESC, code LIMIT ${MOST}`,
    [until.getTime() - 365 * DAY_MS],
  )
  const ratings = rows.flatMap(({ state }, place) => ratingOf(state, new Random(seed, place), until.getTime()))
  return simulator.write((tx) => recordPastRatings(tx, { ...context, db: simulator }, ratings))
}

function ratingOf(state: DossierState, random: Random, until: number): PastRating[] {
  if (state.returnedAt === null || !random.chance(SHARE)) return []
  const givenAt = Math.round(state.returnedAt + random.between(0.1, 2) * DAY_MS)
  if (givenAt >= until) return []
  const isLate = state.firstDueAt !== null && (state.finishedAt ?? state.returnedAt) > state.firstDueAt
  const score = drawScore(random.next(), isLate)
  const [reason, text] = random.pick(said[score] ?? content)
  const answeredAt = givenAt + Math.round(random.between(0.5, 4) * DAY_MS)
  const answer =
    score <= 2 && answeredAt < until && (random.chance(ANSWERED) || givenAt < until - OPEN_DAYS * DAY_MS)
      ? { text: random.pick(answers), at: answeredAt }
      : null
  const saysMore = score <= 2 && random.chance(0.7)
  return [
    {
      state,
      event: 'result_returned',
      givenAt,
      score,
      way: drawWay(random.next()),
      reasons: [reason],
      text: saysMore ? text : null,
      answer,
    },
  ]
}

/** Who got the result late is seldom content. */
function drawScore(chance: number, isLate: boolean): number {
  const steps = isLate ? [0.25, 0.5, 0.7, 0.9] : [0.02, 0.05, 0.15, 0.45]
  return steps.filter((step) => chance >= step).length + 1
}

/** Most open the link that came with the notice. */
function drawWay(chance: number): RatingWay {
  if (chance < 0.5) return 'link'
  if (chance < 0.72) return 'slip'
  if (chance < 0.87) return 'kiosk'
  return chance < 0.95 ? 'account' : 'desk'
}
