export function slashed(date: string): string {
  const [year, month, day] = date.split('-')
  return `${day}/${month}/${year}`
}

export function spoken(date: string): string {
  const [year, month, day] = date.split('-')
  return `ngày ${day} tháng ${month} năm ${year}`
}

export const esc = (text: string): string =>
  text.replace(/[#$*_@<>`\\[\]~]/g, (sign) => `\\${sign}`).replace(/\/\//g, '/\\/')

/** Fine lines behind the print, as security paper has them. */
const guilloche =
  'rotate(24deg, stack(spacing: 2.2mm, ..range(150).map(_ => line(length: 400mm, stroke: 0.35pt + rgb("#f0d4cc")))))'

export const sheet = (body: string, { width = 210, height = 297, margin = 18, size = 13 } = {}): string => `
#set page(width: ${width}mm, height: ${height}mm, margin: ${margin}mm, background: ${guilloche})
#set text(font: "Tinos", lang: "vi", size: ${size}pt)
#set par(leading: 0.75em, spacing: 0.8em)
${body}`

export const motto = `#align(center)[#text(weight: "bold")[CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM] \\ #text(weight: "bold")[Độc lập - Tự do - Hạnh phúc] \\ #line(length: 40mm, stroke: 0.5pt)]`

export const signed = (office: string, name: string): string =>
  `#v(6mm)\n#align(right)[#box(width: 75mm)[#align(center)[#text(weight: "bold")[${office}] \\ #v(14mm) ${esc(name)}]]]`

export const seal = `#place(bottom + right, dx: -22mm, dy: -16mm, circle(radius: 15mm, stroke: 1.2pt + rgb("#c8402a")))`

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
