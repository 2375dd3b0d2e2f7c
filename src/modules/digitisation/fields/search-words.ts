import { normaliseVietnamese } from '../../../platform/vietnamese.ts'

/** Words printed on nearly every form: they find nothing, and their frequency would tell which blind index is which word. */
const PRINTED = new Set(
  (
    'cong hoa xa hoi chu nghia viet nam doc lap tu do hanh phuc giay chung nhan so ho chu dem ten va ngay thang gioi tinh dan toc ' +
    'quoc tich kinh nu noi sinh que quan cu tru thuong dinh danh ca nhan nguoi me cha vo chong con to tuy than can cuoc cong dan dang ky khai ' +
    'ket hon uy ban huyen phuong thon duong tinh thanh pho thua dat quyen su dung tai san gan lien voi nha o dia chi dien tich muc dich thoi han nguon goc hinh ' +
    'thuc doanh nghiep cong ty tnhh mot thanh vien dai dien phap luat theo cua ma lan dau tru so chinh von dieu le dong chuc giam doc la va cac cho khong ' +
    'place of origin residence date birth full name sex nationality identity card citizen no expiry issue personal identification number hai ba bon sau bay tam chin muoi khong nam'
  ).split(' '),
)
const SHORTEST = 2
const MOST_WORDS = 3000

/** The words by which a text is searched: lower case, without diacritics, each once, those of the printed forms left out. */
export function searchWords(text: string): string[] {
  const words = normaliseVietnamese(text).split(' ')
  const kept = words.filter((word) => word.length >= SHORTEST && word.length <= 40 && !PRINTED.has(word))
  return [...new Set(kept)].slice(0, MOST_WORDS)
}
