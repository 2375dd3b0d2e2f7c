import { capital, esc, motto, seal, sheet, signed, slashed, spoken } from './layout.ts'
import { addressFrom, communes, type Draw, dateFrom, personFrom } from './people.ts'
import type { Painted } from './specimen-paper.ts'

export function landCertificate(draw: Draw): Painted {
  const owner = personFrom(draw)
  const issued = dateFrom(draw, 2014, 2024)
  const serial = `${draw.pick(['CĐ', 'BK', 'DA', 'CS', 'AP'])} ${draw.digits(6)}`
  const register = `${draw.pick(['CS', 'CH', 'CT'])} ${draw.digits(5)}`
  const parcel = String(draw.whole(1, 620))
  const sheetNumber = String(draw.whole(1, 58))
  const area = `${draw.whole(60, 900)},${draw.whole(0, 9)}`
  const address = `${draw.pick(['thôn Ngọc Lịch', 'thôn An Lạc', 'thôn Nghĩa Trai'])}, ${draw.pick(communes)}`
  const office = 'Sở Tài nguyên và Môi trường tỉnh Hưng Yên'
  const purpose = draw.pick(['Đất ở tại nông thôn', 'Đất ở tại đô thị', 'Đất trồng cây lâu năm'])
  const term = purpose.startsWith('Đất ở') ? 'Lâu dài' : '50 năm'
  const body = `${motto}
#v(3mm)
#align(center)[#text(weight: "bold", size: 16pt, fill: rgb("#b3261e"))[GIẤY CHỨNG NHẬN \\ QUYỀN SỬ DỤNG ĐẤT \\ QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT]]
#v(3mm)
*I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất*

${owner.sex === 'Nam' ? 'Ông' : 'Bà'}: #text(weight: "bold")[${owner.fullName.toUpperCase()}], sinh năm ${owner.birthDate.slice(0, 4)}, Căn cước công dân số: ${owner.identityNumber}

Địa chỉ thường trú: ${esc(owner.residence)}

#align(right)[#text(size: 15pt, weight: "bold", fill: rgb("#a33"))[${serial}]]

*II. Thửa đất, nhà ở và tài sản khác gắn liền với đất*

*1. Thửa đất:*

a) Thửa đất số: #text(weight: "bold")[${parcel}], tờ bản đồ số: #text(weight: "bold")[${sheetNumber}]

b) Địa chỉ: ${esc(capital(address))}

c) Diện tích: #text(weight: "bold")[${area}] m#super[2]

d) Hình thức sử dụng: Sử dụng riêng

đ) Mục đích sử dụng: ${purpose}

e) Thời hạn sử dụng: ${term}

g) Nguồn gốc sử dụng: Nhà nước giao đất có thu tiền sử dụng đất

*2. Nhà ở:* -/-

*3. Ghi chú:* Không

#align(right)[#emph[Hưng Yên, ${spoken(issued)}]]
#align(right)[#box(width: 90mm)[#align(center)[#text(weight: "bold")[${office.toUpperCase().replace(' TỈNH', ' \\ TỈNH')}] \\ KT. GIÁM ĐỐC \\ PHÓ GIÁM ĐỐC \\ #v(13mm) ${personFrom(draw).fullName}]]]
Số vào sổ cấp GCN: #text(weight: "bold")[${register}]
${seal}`
  return {
    source: sheet(body),
    truth: {
      number: serial,
      ownerName: owner.fullName,
      ownerIdentityNumber: owner.identityNumber,
      parcel,
      mapSheet: sheetNumber,
      parcelAddress: address,
      area,
      purpose,
      term,
      registerNumber: register,
      issuedOn: issued,
    },
  }
}

export function businessRegistration(draw: Draw): Painted {
  const head = personFrom(draw, { years: [1965, 1998] })
  const first = dateFrom(draw, 2005, 2025)
  const code = taxCode(draw)
  const name = `CÔNG TY TNHH MỘT THÀNH VIÊN ${draw.pick(['SẢN XUẤT VÀ THƯƠNG MẠI', 'XÂY DỰNG', 'DỊCH VỤ NÔNG NGHIỆP', 'VẬN TẢI VÀ DU LỊCH'])} ${draw.pick(['HOÀNG YẾN', 'PHÚC THỊNH', 'ĐẠI QUANG', 'HƯNG THỊNH PHÁT', 'BẢO NGỌC'])}`
  const office = addressFrom(draw)
  const capitalText = `${draw.whole(1, 90)}.${draw.pick(['000', '500'])}.000.000`
  const body = `#grid(columns: (1fr, 1.2fr), [#align(center)[SỞ TÀI CHÍNH \\ TỈNH HƯNG YÊN \\ #text(weight: "bold")[PHÒNG ĐĂNG KÝ KINH DOANH]]], [#align(center)[#text(weight: "bold", size: 11.5pt)[CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM] \\ #text(weight: "bold")[Độc lập - Tự do - Hạnh phúc]]])
#v(5mm)
#align(center)[#text(weight: "bold", size: 16pt)[GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP \\ CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN]
\\ #v(2mm) #text(weight: "bold")[Mã số doanh nghiệp: ${code}]
\\ #emph[Đăng ký lần đầu: ${spoken(first)}]]
#v(4mm)
*1. Tên công ty*

Tên công ty viết bằng tiếng Việt: #text(weight: "bold")[${name}]

Tên công ty viết tắt: Không có

*2. Địa chỉ trụ sở chính*

${esc(capital(office))}, Việt Nam

Điện thoại: 0221${draw.digits(7)} #h(20mm) Email: lienhe\\@vidu.vn

*3. Vốn điều lệ:* ${capitalText} đồng

*4. Thông tin về chủ sở hữu*

Họ và tên: #text(weight: "bold")[${head.fullName.toUpperCase()}] #h(12mm) Giới tính: ${head.sex}

*5. Người đại diện theo pháp luật của công ty*

\\* Họ và tên: #text(weight: "bold")[${head.fullName.toUpperCase()}] #h(12mm) Giới tính: ${head.sex}

Chức danh: Giám đốc

Sinh ngày: ${slashed(head.birthDate)} #h(8mm) Dân tộc: ${head.ethnicity} #h(8mm) Quốc tịch: Việt Nam

Loại giấy tờ pháp lý của cá nhân: Thẻ căn cước công dân

Số giấy tờ pháp lý của cá nhân: ${head.identityNumber}

Địa chỉ liên lạc: ${esc(capital(head.residence))}
${signed('TRƯỞNG PHÒNG', personFrom(draw).fullName)}
${seal}`
  return {
    source: sheet(body),
    truth: {
      number: code,
      companyName: name,
      headOffice: office,
      charterCapital: capitalText.replaceAll('.', ''),
      representativeName: head.fullName,
      representativeIdentityNumber: head.identityNumber,
      representativeBirthDate: head.birthDate,
      issuedOn: first,
    },
  }
}

/** Ten digits whose last one is the check digit of a tax code (TT 105/2020/TT-BTC). */
function taxCode(draw: Draw): string {
  const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3]
  for (;;) {
    const nine = `09${draw.digits(7)}`
    const sum = weights.reduce((total, weight, at) => total + weight * Number(nine[at]), 0)
    const check = 10 - (sum % 11)
    if (check >= 0 && check < 10) return `${nine}${check}`
  }
}
