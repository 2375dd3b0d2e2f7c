import { normaliseVietnamese } from '../../platform/vietnamese.ts'
import type { CodeParams } from './field-check.ts'

/** Provinces that were merged away on 1 July 2025, by normalised name: what each was called and what it became part of. */
const FORMER_PROVINCES: ReadonlyMap<string, { was: string; became: string }> = new Map(
  (
    [
      ['Hà Giang', 'Tuyên Quang'],
      ['Yên Bái', 'Lào Cai'],
      ['Bắc Kạn', 'Thái Nguyên'],
      ['Vĩnh Phúc', 'Phú Thọ'],
      ['Hòa Bình', 'Phú Thọ'],
      ['Bắc Giang', 'Bắc Ninh'],
      ['Thái Bình', 'Hưng Yên'],
      ['Hải Dương', 'Hải Phòng'],
      ['Hà Nam', 'Ninh Bình'],
      ['Nam Định', 'Ninh Bình'],
      ['Quảng Bình', 'Quảng Trị'],
      ['Quảng Nam', 'Đà Nẵng'],
      ['Kon Tum', 'Quảng Ngãi'],
      ['Bình Định', 'Gia Lai'],
      ['Ninh Thuận', 'Khánh Hòa'],
      ['Đắk Nông', 'Lâm Đồng'],
      ['Bình Thuận', 'Lâm Đồng'],
      ['Phú Yên', 'Đắk Lắk'],
      ['Bà Rịa - Vũng Tàu', 'TP Hồ Chí Minh'],
      ['Bình Dương', 'TP Hồ Chí Minh'],
      ['Bình Phước', 'Đồng Nai'],
      ['Long An', 'Tây Ninh'],
      ['Sóc Trăng', 'Cần Thơ'],
      ['Hậu Giang', 'Cần Thơ'],
      ['Bến Tre', 'Vĩnh Long'],
      ['Trà Vinh', 'Vĩnh Long'],
      ['Tiền Giang', 'Đồng Tháp'],
      ['Bạc Liêu', 'Cà Mau'],
      ['Kiên Giang', 'An Giang'],
    ] as const
  ).map(([was, became]) => [normaliseVietnamese(was), { was, became }]),
)

// "quận", "huyện", "thị xã" before a name or a number; "Q.1", "H. Văn Giang", "TX. Mỹ Hào" at the start of a part.
const DISTRICT = /(?:^|[\s,;])(?:quận|huyện|thị xã)\s+[\p{L}\d]|(?:^|[,;])\s*(?:[qh]|tx)\.\s*[\p{L}\d]/iu

/** Something in an address that is worth a second look; it never stops anybody. */
export interface AddressWarning {
  code: string
  params?: CodeParams
}

/**
 * Warnings on the free line of an address: `address_district` (there is no district level since 1 July 2025) and
 * `address_former_province {was, became}` (as a part of its own between commas, or after the word "tỉnh").
 */
export function addressWarnings(line: string): AddressWarning[] {
  const warnings: AddressWarning[] = []
  if (DISTRICT.test(line.normalize('NFC'))) warnings.push({ code: 'address_district' })
  const former = formerProvinceIn(line)
  if (former !== null) warnings.push({ code: 'address_former_province', params: former })
  return warnings
}

function formerProvinceIn(line: string): { was: string; became: string } | null {
  const parts = line.normalize('NFC').split(/[,;]|\s[-–]\s(?!Vũng)|(?=\btỉnh\s)/iu)
  for (const part of parts.reverse()) {
    const name = normaliseVietnamese(part).replace(/^tinh /, '')
    const found = FORMER_PROVINCES.get(name)
    if (found !== undefined) return { ...found }
  }
  return null
}
