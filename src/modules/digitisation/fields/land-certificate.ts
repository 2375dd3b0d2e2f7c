import { matching, type PaperRules, spokenDate } from './field-rules.ts'

/** Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất: the page with owner and parcel. */
export const landCertificate: PaperRules = {
  titles: ['QUYỀN SỬ DỤNG ĐẤT', 'QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT'],
  labels: {
    owner: [
      'Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất',
      'Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất',
    ],
    residence: ['Địa chỉ thường trú'],
    parcelPart: ['Thửa đất, nhà ở và tài sản khác gắn liền với đất'],
    parcel: ['Thửa đất số'],
    mapSheet: ['tờ bản đồ số'],
    parcelAddress: ['b) Địa chỉ'],
    area: ['c) Diện tích'],
    areaInWords: ['bằng chữ'],
    use: ['d) Hình thức sử dụng'],
    purpose: ['đ) Mục đích sử dụng'],
    term: ['e) Thời hạn sử dụng'],
    source: ['g) Nguồn gốc sử dụng'],
    house: ['2. Nhà ở'],
    notes: ['3. Ghi chú'],
    registerNumber: ['Số vào sổ cấp GCN'],
  },
  fields: [
    { key: 'number', form: 'number', from: matching(/^\W*([A-ZĐ]{2}\s?\d{6})\W*$/u), pick: registerNumber },
    { key: 'ownerName', form: 'name', from: matching(/(?:[ÔO]ng|B[àaá]|H[ộo] [ôo]ng|H[ộo] b[àa])\s*:?\s*([^,;]+)/u) },
    { key: 'ownerIdentityNumber', form: 'identity', from: matching(/(?<!\d)(\d{12}|\d{9})(?!\d)/) },
    { key: 'parcel', form: 'number', from: 'parcel', pick: leadingDigits },
    { key: 'mapSheet', form: 'number', from: 'mapSheet', pick: leadingDigits },
    { key: 'parcelAddress', form: 'address', from: 'parcelAddress', lines: 2 },
    { key: 'area', form: 'amount', from: 'area' },
    { key: 'purpose', form: 'text', from: 'purpose' },
    { key: 'term', form: 'text', from: 'term' },
    { key: 'registerNumber', form: 'number', from: 'registerNumber', pick: registerNumber },
    { key: 'issuedOn', form: 'date', from: matching(spokenDate, 'last') },
  ],
}

function leadingDigits(text: string): string | null {
  return /\d+/.exec(text)?.[0] ?? null
}

function registerNumber(text: string): string | null {
  return /[A-ZĐ]{2}\s?\d{3,7}/u.exec(text)?.[0].replace(/^([A-ZĐ]{2})\s?/u, '$1 ') ?? null
}
