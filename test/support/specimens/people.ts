/** Invented people and places for drawn papers. The same seed gives the same papers. */
export interface SpecimenPerson {
  fullName: string
  sex: 'Nam' | 'Nữ'
  /** YYYY-MM-DD */
  birthDate: string
  identityNumber: string
  origin: string
  residence: string
  ethnicity: string
}

export interface Draw {
  next(): number
  pick<Item>(items: readonly Item[]): Item
  whole(from: number, to: number): number
  digits(count: number): string
}

/** Numbers drawn from a seed (mulberry32). */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    whole,
    pick: (items) => items[Math.floor(next() * items.length)] as (typeof items)[number],
    digits: (count) => Array.from({ length: count }, () => whole(0, 9)).join(''),
  }
}

const surnames = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Huỳnh', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Ngô', 'Dương']
const middles = {
  Nam: ['Văn', 'Hữu', 'Đức', 'Quốc Anh', 'Minh', 'Công', 'Xuân', 'Trọng Nghĩa', 'Đình'],
  Nữ: ['Thị', 'Thị Kim', 'Thị Thúy', 'Ngọc', 'Thị Phương', 'Thị Hồng', 'Diệu', 'Thị Bích'],
} as const
const givens = {
  Nam: ['Hùng', 'Dũng', 'Thắng', 'Khải', 'Quyết', 'Tuấn', 'Phúc', 'Long', 'Hậu', 'Thịnh', 'Cường', 'Duy'],
  Nữ: ['Hạnh', 'Ngân', 'Thảo', 'Yến', 'Quỳnh', 'Tuyết', 'Trâm', 'Oanh', 'Phượng', 'Hường', 'Diễm', 'Ánh'],
} as const
const longNames = {
  Nam: ['Tôn Thất Nguyễn Hoàng Phúc Thịnh', 'Công Tằng Tôn Thất Quang Dũng'],
  Nữ: ['Nguyễn Phan Thị Huyền Trang Nhung', 'Công Huyền Tôn Nữ Diệu Phương Quỳnh'],
} as const
export const communes = [
  'xã Như Quỳnh, tỉnh Hưng Yên',
  'xã Tiên Lữ, tỉnh Hưng Yên',
  'phường Phố Hiến, tỉnh Hưng Yên',
  'xã Quỳnh Phụ, tỉnh Hưng Yên',
  'phường Mỹ Hào, tỉnh Hưng Yên',
  'xã Đông Hưng, tỉnh Hưng Yên',
]
const streets = ['Nguyễn Trãi', 'Điện Biên', 'Trưng Trắc', 'Phạm Ngũ Lão', 'Lê Hồng Phong', 'Bãi Sậy']
const hamlets = ['thôn Ngọc Quỳnh', 'thôn Hành Lạc', 'thôn Đình Dù', 'tổ dân phố An Bình', 'thôn Thụy Lôi']
const provinceCodes = ['033', '034', '030', '001', '036', '038']

export function addressFrom(draw: Draw): string {
  const place = draw.next() < 0.5 ? `số ${draw.whole(1, 420)} đường ${draw.pick(streets)}` : draw.pick(hamlets)
  return `${place}, ${draw.pick(communes)}`
}

export function dateFrom(draw: Draw, fromYear: number, toYear: number): string {
  const [month, day] = [draw.whole(1, 12), draw.whole(1, 28)]
  return `${draw.whole(fromYear, toYear)}-${two(month)}-${two(day)}`
}

export function two(number: number): string {
  return String(number).padStart(2, '0')
}

export function identityFrom(draw: Draw, sex: 'Nam' | 'Nữ', birthDate: string): string {
  const century = birthDate.startsWith('20') ? 2 : 0
  return `${draw.pick(provinceCodes)}${century + (sex === 'Nữ' ? 1 : 0)}${birthDate.slice(2, 4)}${draw.digits(6)}`
}

export function personFrom(draw: Draw, wanted: { sex?: 'Nam' | 'Nữ'; years?: [number, number] } = {}): SpecimenPerson {
  const sex = wanted.sex ?? draw.pick(['Nam', 'Nữ'] as const)
  const [from, to] = wanted.years ?? [1955, 2004]
  const birthDate = dateFrom(draw, from, to)
  const fullName =
    draw.next() < 0.2
      ? draw.pick(longNames[sex])
      : `${draw.pick(surnames)} ${draw.pick(middles[sex])} ${draw.pick(givens[sex])}`
  return {
    fullName,
    sex,
    birthDate,
    identityNumber: identityFrom(draw, sex, birthDate),
    origin: draw.pick(communes),
    residence: addressFrom(draw),
    ethnicity: draw.pick(['Kinh', 'Kinh', 'Kinh', 'Tày', 'Mường']),
  }
}
