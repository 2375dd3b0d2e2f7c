import { normaliseVietnamese } from '../../../platform/vietnamese.ts'

/** Surnames as they are written; the first word of a name is nearly always one of these. */
const SURNAMES = (
  'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý An Âu Bạch Bành Biện Bế Ca Cao Cái Cấn Châu Chu Chung Công ' +
  'Cổ Cù Cung Diệp Doãn Dư Đàm Đan Đào Đái Đậu Điền Đinh Đoàn Đồng Đổng Đường Giang Giáp Hà Hạ Hàn Hầu Hoa Hứa Hùng Khổng Khuất Khương Kiều Kim ' +
  'La Lã Lại Lâm Lương Lưu Lục Lữ Mã Mạc Mai Mẫn Nghiêm Ngụy Ninh Nông Ông Phó Phí Phùng Quách Quan Quản Sầm Sử Tạ Tăng Tào Thạch Thái Thân Thẩm Thi ' +
  'Thiều Tiêu Tô Tôn Tống Trang Triệu Trịnh Trương Từ Ứng Vi Viên Vương Xa Yên Hoàng Lò Lường Cầm Quàng Giàng Sùng Vàng Mùa Thào Ksor Rơ Siu'
).split(' ')

/** Middle words whose marks are certain when their letters are. */
const MIDDLES = 'Thị Văn Hữu Đức Công Đình Thất Tằng Huyền Nữ Quốc Xuân Trọng Ngọc Diệu Minh'.split(' ')

const surnames = byLetters(SURNAMES)
const middles = byLetters(MIDDLES)

function byLetters(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const word of words) {
    const letters = normaliseVietnamese(word)
    const same = found.get(letters) ?? []
    if (!same.includes(word)) found.set(letters, [...same, word])
  }
  return found
}

/**
 * A name's words with capital first letters. Capital letters lose their marks first when a page is read, so a surname or a middle word that
 * is none as read, but is exactly one once marks are left aside, is written as that one. Given names are left as they were read.
 */
export function mendName(words: readonly string[]): { words: string[]; isKnown: boolean } {
  const all = words.map(capitalised)
  // A stroke before a name is at times read as a letter of its own.
  const isStray = all[0]?.length === 1 && all.length > 2 && mended(all[1] ?? '', surnames) !== null
  const written = isStray ? all.slice(1) : all
  const [first = '', ...rest] = written
  const surname = mended(first, surnames)
  return {
    words: [
      surname ?? first,
      ...rest.map((word, at) => (at < rest.length - 1 ? (mended(word, middles) ?? word) : word)),
    ],
    isKnown: surname !== null,
  }
}

function mended(word: string, known: ReadonlyMap<string, readonly string[]>): string | null {
  const candidates = known.get(normaliseVietnamese(word)) ?? []
  if (candidates.includes(word)) return word
  return candidates.length === 1 ? (candidates[0] ?? null) : null
}

function capitalised(word: string): string {
  // A letter with two marks is at times seen twice, with one mark less.
  const lower = word
    .toLocaleLowerCase('vi')
    .replace(/(\p{L})(\p{L})/gu, (pair, one: string, other: string) =>
      one !== other && one > 'z' && other > 'z' && normaliseVietnamese(one) === normaliseVietnamese(other) ? one : pair,
    )
  // No syllable has "uư" (but "ưu" in Lưu, Hưu).
  const plain = lower.replace('uư', 'u')
  return plain.charAt(0).toLocaleUpperCase('vi') + plain.slice(1)
}
