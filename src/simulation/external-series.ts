import { confirmExternal, enterExternal } from '../modules/scorecards/external/index.ts'
import type { Db } from '../platform/db.ts'
import type { People } from './scorecard-people.ts'

/**
 * The one figure of an outside index that a source at hand tells of the demonstration's province: its place in PAPI 2023. No other figure is made
 * up; the other indices stay empty and say so.
 */
export async function enterKnownIndices(db: Db, people: People): Promise<void> {
  const [enters, confirms] = [people.in('so-noi-vu', 'agency_leader'), people.in('ubnd-tinh', 'province_leader')]
  const typed = {
    kind: 'figure' as const,
    year: '2023',
    value: '',
    max: '',
    rank: '12',
    ranked: '63',
    parts: {},
    document: 'Bài viết về cải cách hành chính của tỉnh Hưng Yên, Chủ tịch UBND tỉnh ký, 04/5/2024',
    link: '',
    page: '',
    note: 'Tỉnh Hưng Yên trước khi sắp xếp ngày 01/7/2025; nguồn chỉ nêu hạng, không nêu điểm.',
    reason: '',
  }
  await enterExternal(db, { actor: enters, index: 'papi', typed, seen: 0 })
  await confirmExternal(db, { actor: confirms, index: 'papi', year: 2023, kind: 'figure', seen: 1 })
}
