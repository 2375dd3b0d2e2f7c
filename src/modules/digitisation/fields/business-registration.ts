import { matching, type PaperRules } from './field-rules.ts'

/** Giấy chứng nhận đăng ký doanh nghiệp (TT 01/2021/TT-BKHĐT and what replaced it). */
export const businessRegistration: PaperRules = {
  titles: ['GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP', 'GIẤY CHỨNG NHẬN ĐĂNG KÝ CÔNG TY'],
  labels: {
    number: ['Mã số doanh nghiệp'],
    first: ['Đăng ký lần đầu'],
    changed: ['Đăng ký thay đổi lần thứ'],
    companyPart: ['1. Tên công ty'],
    companyName: ['Tên công ty viết bằng tiếng Việt'],
    foreignName: ['Tên công ty viết bằng tiếng nước ngoài'],
    shortName: ['Tên công ty viết tắt'],
    headOffice: ['2. Địa chỉ trụ sở chính', 'Địa chỉ trụ sở chính'],
    phone: ['Điện thoại'],
    email: ['Email'],
    capital: ['3. Vốn điều lệ', 'Vốn điều lệ'],
    owner: ['4. Thông tin về chủ sở hữu', 'Thông tin về chủ sở hữu'],
    representative: ['5. Người đại diện theo pháp luật của công ty', 'Người đại diện theo pháp luật'],
    personName: ['Họ và tên', 'Họ, chữ đệm và tên'],
    sex: ['Giới tính'],
    post: ['Chức danh'],
    birthDate: ['Sinh ngày', 'Ngày, tháng, năm sinh'],
    ethnicity: ['Dân tộc'],
    nationality: ['Quốc tịch'],
    papersKind: ['Loại giấy tờ pháp lý của cá nhân'],
    papersNumber: ['Số giấy tờ pháp lý của cá nhân', 'Số định danh cá nhân'],
    contact: ['Địa chỉ liên lạc'],
    signer: ['TRƯỞNG PHÒNG'],
  },
  fields: [
    { key: 'number', form: 'tax_code', from: 'number' },
    { key: 'companyName', form: 'text', from: 'companyName', lines: 3 },
    { key: 'headOffice', form: 'address', from: 'headOffice', lines: 2, pick: withoutCountry },
    { key: 'charterCapital', form: 'amount', from: 'capital' },
    { key: 'representativeName', form: 'name', from: 'personName', after: 'representative' },
    { key: 'representativeBirthDate', form: 'date', from: 'birthDate', after: 'representative' },
    { key: 'representativeIdentityNumber', form: 'identity', from: 'papersNumber', after: 'representative' },
    { key: 'issuedOn', form: 'date', from: matching(/l[ầâà]n [đd][ầâà]u\s*:?\s*(.+)/iu) },
  ],
}

function withoutCountry(text: string): string {
  return text.replace(/[,.]?\s*Vi[ệêe]t\s*Nam\W*$/u, '')
}
