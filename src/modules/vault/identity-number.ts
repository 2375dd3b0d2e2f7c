import { accept, type Checked, fault, withoutSeparators } from './field-check.ts'
import type { Sex } from './schemas.ts'

/**
 * The provinces of the first three digits, as they were before the mergers of 2025: they stay in identity numbers for
 * ever (NĐ 137/2015 Art. 13, TT 07/2016/TT-BCA).
 */
export const identityProvinces: Readonly<Record<string, string>> = {
  '001': 'Hà Nội',
  '002': 'Hà Giang',
  '004': 'Cao Bằng',
  '006': 'Bắc Kạn',
  '008': 'Tuyên Quang',
  '010': 'Lào Cai',
  '011': 'Điện Biên',
  '012': 'Lai Châu',
  '014': 'Sơn La',
  '015': 'Yên Bái',
  '017': 'Hòa Bình',
  '019': 'Thái Nguyên',
  '020': 'Lạng Sơn',
  '022': 'Quảng Ninh',
  '024': 'Bắc Giang',
  '025': 'Phú Thọ',
  '026': 'Vĩnh Phúc',
  '027': 'Bắc Ninh',
  '030': 'Hải Dương',
  '031': 'Hải Phòng',
  '033': 'Hưng Yên',
  '034': 'Thái Bình',
  '035': 'Hà Nam',
  '036': 'Nam Định',
  '037': 'Ninh Bình',
  '038': 'Thanh Hóa',
  '040': 'Nghệ An',
  '042': 'Hà Tĩnh',
  '044': 'Quảng Bình',
  '045': 'Quảng Trị',
  '046': 'Thừa Thiên Huế',
  '048': 'Đà Nẵng',
  '049': 'Quảng Nam',
  '051': 'Quảng Ngãi',
  '052': 'Bình Định',
  '054': 'Phú Yên',
  '056': 'Khánh Hòa',
  '058': 'Ninh Thuận',
  '060': 'Bình Thuận',
  '062': 'Kon Tum',
  '064': 'Gia Lai',
  '066': 'Đắk Lắk',
  '067': 'Đắk Nông',
  '068': 'Lâm Đồng',
  '070': 'Bình Phước',
  '072': 'Tây Ninh',
  '074': 'Bình Dương',
  '075': 'Đồng Nai',
  '077': 'Bà Rịa - Vũng Tàu',
  '079': 'TP Hồ Chí Minh',
  '080': 'Long An',
  '082': 'Tiền Giang',
  '083': 'Bến Tre',
  '084': 'Trà Vinh',
  '086': 'Vĩnh Long',
  '087': 'Đồng Tháp',
  '089': 'An Giang',
  '091': 'Kiên Giang',
  '092': 'Cần Thơ',
  '093': 'Hậu Giang',
  '094': 'Sóc Trăng',
  '095': 'Bạc Liêu',
  '096': 'Cà Mau',
}

/** What an identity number says of its bearer. `provinceName` is null for a code outside the table (birth registered abroad). */
export interface IdentityNumber {
  number: string
  provinceCode: string
  provinceName: string | null
  sex: Sex
  birthYear: number
}

/**
 * Reads a personal identification number `PPP G YY RRRRRR` (NĐ 137/2015 Art. 13; there is no check digit). Faults:
 * `number_missing`, `number_not_digits`, `number_length {found}`, `number_province {code}` (below 100 and in no table;
 * codes from 100 up may be countries, whose table is not at hand), `number_not_yet_born {year}`.
 */
export function readIdentityNumber(typed: string, today: string): Checked<IdentityNumber> {
  const number = withoutSeparators(typed.slice(0, 200))
  if (number === '') return fault('number_missing')
  if (!/^[0-9]+$/.test(number)) return fault('number_not_digits')
  if (number.length !== 12 || typed.length > 200) return fault('number_length', { found: number.length })
  const provinceCode = number.slice(0, 3)
  const provinceName = identityProvinces[provinceCode] ?? null
  if (provinceName === null && provinceCode < '100') return fault('number_province', { code: provinceCode })
  const centuryDigit = Number(number[3])
  const birthYear = 1900 + 100 * Math.floor(centuryDigit / 2) + Number(number.slice(4, 6))
  if (birthYear > Number(today.slice(0, 4))) return fault('number_not_yet_born', { year: birthYear })
  return accept({ number, provinceCode, provinceName, sex: centuryDigit % 2 === 0 ? 'male' : 'female', birthYear })
}

/** How an identity number stands in lists and logs: `033195001234` as `0xx******234`. Other texts are hidden whole. */
export function maskIdentityNumber(number: string): string {
  if (!/^[0-9]{12}$/.test(number)) return '*'.repeat(Math.min(number.length, 12))
  return `${number.slice(0, 1)}xx******${number.slice(-3)}`
}
