import { headNumber, matching, type PaperRules, unspaced } from './field-rules.ts'
import { hitOf, type LabelHit, type LabelledPage, valueBehind } from './labels.ts'
import type { Piece, Segment } from './segments.ts'

type Side = 'wife' | 'husband'

/** Giấy chứng nhận kết hôn (TT 04/2020/TT-BTP): the wife on the left, the husband on the right. */
export const marriageCertificate: PaperRules = {
  titles: ['GIẤY CHỨNG NHẬN KẾT HÔN', 'TRÍCH LỤC KẾT HÔN'],
  labels: {
    wifeName: ['Họ, chữ đệm, tên vợ'],
    husbandName: ['Họ, chữ đệm, tên chồng'],
    birthDate: ['Ngày, tháng, năm sinh'],
    ethnicity: ['Dân tộc'],
    nationality: ['Quốc tịch'],
    residence: ['Nơi cư trú'],
    papers: ['Giấy tờ tùy thân'],
    issuer: ['Nơi đăng ký kết hôn'],
    issuedOn: ['Ngày, tháng, năm đăng ký'],
    signature: ['Ký, ghi rõ họ, chữ đệm, tên'],
  },
  fields: [
    {
      key: 'number',
      form: 'number',
      from: matching(headNumber),
      pick: unspaced,
    },
    { key: 'wifeName', form: 'name', from: (page) => nameOf(page, 'wife') },
    { key: 'wifeBirthDate', form: 'date', from: (page) => behindOn(page, 'wife', 'birthDate', 1) },
    { key: 'wifeIdentityNumber', form: 'identity', from: (page) => behindOn(page, 'wife', 'papers', 3) },
    { key: 'husbandName', form: 'name', from: (page) => nameOf(page, 'husband') },
    { key: 'husbandBirthDate', form: 'date', from: (page) => behindOn(page, 'husband', 'birthDate', 1) },
    { key: 'husbandIdentityNumber', form: 'identity', from: (page) => behindOn(page, 'husband', 'papers', 3) },
    { key: 'issuer', form: 'text', from: 'issuer', lines: 2 },
    { key: 'issuedOn', form: 'date', from: 'issuedOn' },
  ],
}

function nameOf(page: LabelledPage, side: Side): Piece | null {
  const hit = hitOf(page, side === 'wife' ? 'wifeName' : 'husbandName')
  return hit === undefined ? null : valueBehind(page, hit, 2)
}

/** The value behind a label in one of the two columns, whose left edges the two names mark. */
function behindOn(page: LabelledPage, side: Side, label: string, lines: number): Piece | null {
  const [wife, husband] = [hitOf(page, 'wifeName'), hitOf(page, 'husbandName')]
  if (wife === undefined || husband === undefined) return null
  const border = (leftOf(page, wife) + leftOf(page, husband)) / 2
  const hit = page.hits.find((one) => one.label === label && leftOf(page, one) < border === (side === 'wife'))
  return hit === undefined ? null : valueBehind(page, hit, lines)
}

function leftOf(page: LabelledPage, hit: LabelHit): number {
  const segment = page.segments[hit.segment] as Segment
  return segment.words[segment.origins[hit.start]?.word ?? 0]?.box.left ?? segment.box.left
}
