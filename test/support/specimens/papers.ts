import type { PaperKind } from '../../../src/modules/digitisation/schemas.ts'
import { capital, esc, motto, seal, sheet, signed, slashed, spoken } from './layout.ts'
import { communes, type Draw, dateFrom, drawFrom, personFrom, two } from './people.ts'
import { businessRegistration, landCertificate } from './property-papers.ts'
import type { Painted, SpecimenPaper } from './specimen-paper.ts'

/** Draws one paper of a kind. Layouts follow the printed forms; everything on them is invented. */
export function specimenPaper(kind: PaperKind, seed: number): SpecimenPaper {
  const draw = drawFrom(seed * 7919 + kind.length)
  return { kind, ...painters[kind](draw, seed) }
}

const painters: Record<PaperKind, (draw: Draw, seed: number) => Painted> = {
  citizen_card: (draw, seed) => (seed % 2 === 0 ? oldCard(draw) : newCard(draw)),
  birth_certificate: birthCertificate,
  marriage_certificate: marriageCertificate,
  land_certificate: landCertificate,
  business_registration: businessRegistration,
  birth_note: birthNote,
}

function oldCard(draw: Draw): Painted {
  const one = personFrom(draw)
  const expires = `${Number(one.birthDate.slice(0, 4)) + 60}${one.birthDate.slice(4)}`
  const body = `
#set text(font: "Tinos", lang: "vi", size: 6.4pt)
#set par(leading: 0.5em, spacing: 0.62em)
#align(center)[#text(weight: "bold", size: 7pt)[CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM] \\ #text(weight: "bold")[Độc lập - Tự do - Hạnh phúc] \\
#text(size: 5pt)[SOCIALIST REPUBLIC OF VIET NAM] \\ #text(weight: "bold", size: 9.5pt, fill: rgb("#b02a20"))[CĂN CƯỚC CÔNG DÂN] \\ #text(size: 5.6pt)[Citizen Identity Card]]
#grid(columns: (21mm, 1fr), column-gutter: 2mm,
 [#rect(width: 20mm, height: 25mm, fill: rgb("#cfd8dc"), stroke: 0.3pt) #text(size: 5pt)[Có giá trị đến: ${slashed(expires)} \\ Date of expiry]],
 [Số / No.: #text(weight: "bold", size: 9.5pt)[${one.identityNumber}]

 Họ và tên / Full name: \\ #text(weight: "bold", size: 8pt)[${one.fullName.toUpperCase()}]

 Ngày sinh / Date of birth: #text(weight: "bold")[${slashed(one.birthDate)}]

 Giới tính / Sex: #text(weight: "bold")[${one.sex}] #h(6mm) Quốc tịch / Nationality: #text(weight: "bold")[Việt Nam]

 Quê quán / Place of origin: \\ #text(weight: "bold")[${esc(capital(one.origin))}]

 Nơi thường trú / Place of residence: \\ #text(weight: "bold")[${esc(capital(one.residence))}]])`
  return {
    source: `#set page(width: 85.6mm, height: 54mm, margin: (x: 3mm, y: 2mm), fill: rgb("#f2f7f4"))\n${body}`,
    truth: {
      number: one.identityNumber,
      fullName: one.fullName,
      birthDate: one.birthDate,
      sex: one.sex,
      origin: one.origin,
      residence: one.residence,
      validUntil: expires,
    },
  }
}

/** Both faces of the card of 2024 on one sheet, as a counter copies it. */
function newCard(draw: Draw): Painted {
  const one = personFrom(draw)
  const issued = dateFrom(draw, 2024, 2026)
  const expires = `${Number(one.birthDate.slice(0, 4)) + 60}${one.birthDate.slice(4)}`
  const face = (content: string) =>
    `#box(width: 128mm, height: 81mm, inset: 5mm, stroke: 0.4pt + gray, radius: 3mm, fill: rgb("#eef5f8"))[#set text(size: 9.4pt)\n#set par(leading: 0.55em, spacing: 0.75em)\n${content}]`
  const front =
    face(`#align(center)[#text(weight: "bold", size: 10.5pt)[CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM] \\ Độc lập - Tự do - Hạnh phúc \\ #text(weight: "bold", size: 13pt, fill: rgb("#b02a20"))[CĂN CƯỚC] \\ #text(size: 8pt)[IDENTITY CARD]]
#grid(columns: (28mm, 1fr), column-gutter: 3mm, rect(width: 27mm, height: 34mm, fill: rgb("#cfd8dc"), stroke: 0.3pt), [
Số định danh cá nhân / Personal identification number: \\ #text(weight: "bold", size: 13pt)[${one.identityNumber}]

Họ, chữ đệm và tên khai sinh / Full name: \\ #text(weight: "bold", size: 11.5pt)[${one.fullName.toUpperCase()}]

Ngày, tháng, năm sinh / Date of birth: \\ #text(weight: "bold")[${slashed(one.birthDate)}]

Giới tính / Sex: #text(weight: "bold")[${one.sex}] #h(5mm) Quốc tịch / Nationality: #text(weight: "bold")[Việt Nam]])`)
  const back = face(`Nơi cư trú / Place of residence: \\ #text(weight: "bold")[${esc(capital(one.residence))}]

Nơi đăng ký khai sinh / Place of birth: \\ #text(weight: "bold")[${esc(capital(one.origin))}]

Ngày, tháng, năm cấp / Date of issue: #text(weight: "bold")[${slashed(issued)}]

Ngày, tháng, năm hết hạn / Date of expiry: #text(weight: "bold")[${slashed(expires)}]

#align(center)[#text(weight: "bold")[BỘ CÔNG AN] \\ MINISTRY OF PUBLIC SECURITY]`)
  return {
    source: sheet(`#align(center)[#v(18mm) ${front}\n#v(14mm)\n${back}]`),
    truth: {
      number: one.identityNumber,
      fullName: one.fullName,
      birthDate: one.birthDate,
      sex: one.sex,
      origin: one.origin,
      residence: one.residence,
      issuedOn: issued,
      validUntil: expires,
    },
  }
}

function birthCertificate(draw: Draw): Painted {
  const child = personFrom(draw, { years: [2008, 2026] })
  const mother = personFrom(draw, { sex: 'Nữ', years: [1978, 2000] })
  const father = personFrom(draw, { sex: 'Nam', years: [1975, 1999] })
  const commune = draw.pick(communes)
  const number = `${draw.whole(1, 480)}/${child.birthDate.slice(0, 4)}`
  const issued = `${child.birthDate.slice(0, 4)}-12-${two(draw.whole(1, 28))}`
  const birthPlace = `Bệnh viện Đa khoa Phố Nối, ${draw.pick(communes)}`
  const office = `Ủy ban nhân dân ${commune}`
  const clerk = personFrom(draw).fullName
  const line = (label: string, value: string) => `${label}: #text(weight: "bold")[${esc(value)}]\n`
  const body = `${motto}
#v(2mm)
#align(center)[#text(weight: "bold", size: 20pt, fill: rgb("#b3261e"))[GIẤY KHAI SINH] \\ #text(size: 12pt)[Số: ${number}]]
#v(4mm)
${[
  line('Họ, chữ đệm, tên', child.fullName.toUpperCase()),
  `Ngày, tháng, năm sinh: #text(weight: "bold")[${slashed(child.birthDate)}] ghi bằng chữ: #emph[ngày ${spelled(child.birthDate)}]\n`,
  `Giới tính: #text(weight: "bold")[${child.sex}] #h(14mm) Dân tộc: #text(weight: "bold")[${child.ethnicity}] #h(14mm) Quốc tịch: #text(weight: "bold")[Việt Nam]\n`,
  line('Nơi sinh', birthPlace),
  line('Quê quán', child.origin),
  line('Số định danh cá nhân', child.identityNumber),
  line('Họ, chữ đệm, tên người mẹ', mother.fullName.toUpperCase()),
  `Năm sinh: #text(weight: "bold")[${mother.birthDate.slice(0, 4)}] #h(14mm) Dân tộc: #text(weight: "bold")[${mother.ethnicity}] #h(14mm) Quốc tịch: #text(weight: "bold")[Việt Nam]\n`,
  line('Nơi cư trú', mother.residence),
  line('Họ, chữ đệm, tên người cha', father.fullName.toUpperCase()),
  `Năm sinh: #text(weight: "bold")[${father.birthDate.slice(0, 4)}] #h(14mm) Dân tộc: #text(weight: "bold")[${father.ethnicity}] #h(14mm) Quốc tịch: #text(weight: "bold")[Việt Nam]\n`,
  line('Nơi cư trú', father.residence),
  line('Họ, chữ đệm, tên người đi khai sinh', father.fullName),
  line('Giấy tờ tùy thân', `Căn cước công dân số ${father.identityNumber}`),
  line('Nơi đăng ký khai sinh', office),
  line('Ngày, tháng, năm đăng ký', slashed(issued)),
].join('\n')}
${signed('NGƯỜI KÝ GIẤY KHAI SINH', clerk)}
${seal}`
  return {
    source: sheet(body),
    truth: {
      number,
      fullName: child.fullName,
      birthDate: child.birthDate,
      sex: child.sex,
      identityNumber: child.identityNumber,
      birthPlace,
      origin: child.origin,
      motherName: mother.fullName,
      fatherName: father.fullName,
      issuer: office,
      issuedOn: issued,
    },
  }
}

const words = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']

function spelled(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  const say = (number: number): string => {
    if (number < 10) return words[number] ?? ''
    const [tens, ones] = [Math.floor(number / 10), number % 10]
    const head = tens === 1 ? 'mười' : `${words[tens]} mươi`
    return ones === 0 ? head : `${head} ${ones === 5 ? 'lăm' : words[ones]}`
  }
  const digits = [...year].map((digit) => words[Number(digit)]).join(' ')
  return `${say(Number(day))} tháng ${say(Number(month))} năm ${digits}`
}

function marriageCertificate(draw: Draw): Painted {
  const wife = personFrom(draw, { sex: 'Nữ', years: [1975, 2003] })
  const husband = personFrom(draw, { sex: 'Nam', years: [1972, 2002] })
  const issued = dateFrom(draw, 2021, 2026)
  const number = `${draw.whole(1, 320)}/${issued.slice(0, 4)}`
  const office = `Ủy ban nhân dân ${draw.pick(communes)}`
  const half = (
    label: string,
    one: typeof wife,
  ) => `[Họ, chữ đệm, tên ${label}: \\ #text(weight: "bold")[${one.fullName.toUpperCase()}]

Ngày, tháng, năm sinh: #text(weight: "bold")[${slashed(one.birthDate)}]

Dân tộc: ${one.ethnicity} #h(6mm) Quốc tịch: Việt Nam

Nơi cư trú: ${esc(one.residence)}

Giấy tờ tùy thân: Căn cước công dân số #text(weight: "bold")[${one.identityNumber}]]`
  const body = `${motto}
#v(4mm)
#align(center)[#text(weight: "bold", size: 19pt, fill: rgb("#b3261e"))[GIẤY CHỨNG NHẬN KẾT HÔN] \\ #text(size: 12pt)[Số: ${number}]]
#v(6mm)
#grid(columns: (1fr, 1fr), column-gutter: 9mm, ${half('vợ', wife)}, ${half('chồng', husband)})
#v(5mm)
Nơi đăng ký kết hôn: #text(weight: "bold")[${esc(office)}]

Ngày, tháng, năm đăng ký: #text(weight: "bold")[${slashed(issued)}]

#v(5mm)
#grid(columns: (1fr, 1fr), [#align(center)[Vợ \\ #emph[(Ký, ghi rõ họ, chữ đệm, tên)] \\ #v(14mm) ${wife.fullName}]], [#align(center)[Chồng \\ #emph[(Ký, ghi rõ họ, chữ đệm, tên)] \\ #v(14mm) ${husband.fullName}]])
${signed('NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN', personFrom(draw).fullName)}
${seal}`
  return {
    source: sheet(body),
    truth: {
      number,
      wifeName: wife.fullName,
      wifeBirthDate: wife.birthDate,
      wifeIdentityNumber: wife.identityNumber,
      husbandName: husband.fullName,
      husbandBirthDate: husband.birthDate,
      husbandIdentityNumber: husband.identityNumber,
      issuer: office,
      issuedOn: issued,
    },
  }
}

function birthNote(draw: Draw): Painted {
  const mother = personFrom(draw, { sex: 'Nữ', years: [1980, 2004] })
  const born = dateFrom(draw, 2023, 2026)
  const childSex = draw.pick(['Nam', 'Nữ'] as const)
  const child = personFrom(draw, { sex: childSex }).fullName
  const number = `${draw.whole(10, 999)}`
  const hospital = draw.pick(['BỆNH VIỆN ĐA KHOA PHỐ NỐI', 'BỆNH VIỆN SẢN NHI HƯNG YÊN', 'TRUNG TÂM Y TẾ KHOÁI CHÂU'])
  const weight = `${draw.whole(24, 41)}00`
  const body = `#grid(columns: (1fr, 1.25fr), [#align(center)[SỞ Y TẾ HƯNG YÊN \\ #text(weight: "bold", size: 12pt)[${hospital}] \\ Số: ${number}/GCS]], [#align(center)[#text(weight: "bold", size: 11.5pt)[CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM] \\ #text(weight: "bold")[Độc lập - Tự do - Hạnh phúc]]])
#v(6mm)
#align(center)[#text(weight: "bold", size: 19pt)[GIẤY CHỨNG SINH]]
#v(5mm)
Họ và tên mẹ: #text(weight: "bold")[${mother.fullName.toUpperCase()}]

Năm sinh: ${mother.birthDate.slice(0, 4)} #h(14mm) Dân tộc: ${mother.ethnicity}

Nơi cư trú: ${esc(mother.residence)}

Số căn cước công dân: ${mother.identityNumber}

Đã sinh con vào lúc: ${two(draw.whole(0, 23))} giờ ${two(draw.whole(0, 59))} phút, ${spoken(born)}

Tại: ${capital(hospital.toLowerCase())}

Số lần sinh: ${draw.whole(1, 3)} #h(14mm) Số con hiện sống: ${draw.whole(1, 3)}

Số con trong lần sinh này: 1

Giới tính của con: #text(weight: "bold")[${childSex}] #h(14mm) Cân nặng: #text(weight: "bold")[${weight}] gam

Hiện trạng con: Khỏe mạnh

Dự định đặt tên con là: #text(weight: "bold")[${child}]

Người đỡ đẻ: ${personFrom(draw).fullName}

#align(right)[#emph[Hưng Yên, ${spoken(born)}]]
#grid(columns: (1fr, 1fr, 1fr), [#align(center)[*Cha, mẹ* \\ #text(size: 10pt)[(Ký, ghi rõ họ tên)]]], [#align(center)[*Người đỡ đẻ* \\ #text(size: 10pt)[(Ký, ghi rõ họ tên)]]], [#align(center)[*Thủ trưởng cơ sở* \\ #text(size: 10pt)[(Ký tên, đóng dấu)]]])
${seal}`
  return {
    source: sheet(body),
    truth: {
      number: `${number}/GCS`,
      motherName: mother.fullName,
      motherIdentityNumber: mother.identityNumber,
      birthDate: born,
      sex: childSex,
      weight,
      childName: child,
      issuedOn: born,
    },
  }
}
