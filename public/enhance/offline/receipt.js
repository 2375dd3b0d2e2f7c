// @ts-check
// The paper that a person takes home: the dossier's receipt with its reserved code, and that for money.
import { encode } from '/enhance/rules/uqr.mjs'
import { byId, element, format, t } from './dom.js'
import { contentOf, readKit } from './journal.js'
import { allRecords } from './store.js'

const SVG = 'http://www.w3.org/2000/svg'

/**
 * Fills the receipt from the record; money that was taken with an intake stands below it. False: the record's text is gone, it was sent.
 * @param {string} recordId
 * @returns {Promise<boolean>}
 */
export async function fillReceipt(recordId) {
  const prepared = await readKit()
  const rows = await allRecords()
  const row = rows.find(({ id }) => id === recordId)
  const body = row === undefined ? null : await contentOf(row)
  if (prepared === null || row === undefined || body === null) return false
  const { kit, skewMs } = prepared
  const at = format.weekdayTime(new Date(row.deviceAt + skewMs), 'with-year')
  byId('bn-don-vi').textContent = kit.counter.name
  const isIntake = body.kind === 'intake'
  byId('bn-ten').textContent = t(isIntake ? 'receipt.intake' : 'receipt.cash')
  byId('bn-thu-tuc').hidden = !isIntake
  /** @type {[string, string][]} */
  const facts =
    body.kind === 'intake'
      ? intakeFacts(kit, body, at)
      : [
          ['number', row.number ?? ''],
          ['paid_at', at],
          ['counter', kit.counter.name],
        ]
  facts.push(['officer', kit.officer.name])
  if (kit.counter.phone !== null) facts.push(['phone', kit.counter.phone])
  const paid = isIntake ? rows.filter(({ intakeId }) => intakeId === row.id) : [row]
  for (const cash of paid.filter(({ kind }) => kind === 'cash')) {
    const amount = format.money(cash.amount ?? 0)
    facts.push(['paid', t('receipt.paid_text', { amount, number: cash.number ?? '' })])
  }
  byId('bn-noi-dung').replaceChildren(
    ...facts.map(([name, value]) =>
      element('div', {}, element('dt', { text: t(`receipt.${name}`) }), element('dd', { text: value })),
    ),
  )
  byId('bn-giay-to').replaceChildren(...(body.kind === 'intake' ? paperLines(kit, body) : []))
  byId('bn-ma').replaceChildren(...(isIntake ? [qrOf(`${kit.publicUrl}/tra-cuu/${row.number}`)] : []))
  return true
}

/**
 * @param {import('./journal.js').Kit} kit
 * @param {import('/enhance/rules/modules/casework/offline/schemas.ts').IntakeBody} body
 * @param {string} at
 * @returns {[string, string][]}
 */
function intakeFacts(kit, body, at) {
  const procedure = kit.procedures.find(({ versionId }) => versionId === body.versionId)
  const { applicant } = body
  const number = applicant.identityNumber || applicant.taxCode
  byId('bn-thu-tuc').textContent = procedure?.name.vi ?? ''
  /** @type {[string, string][]} */
  const facts = [
    ['code', body.code],
    ['applicant', applicant.fullName ?? ''],
  ]
  if (number) facts.push(['identity', number])
  facts.push(['received', at])
  const promised =
    body.promisedAt === null ? t('receipt.not_counted') : format.weekdayTime(new Date(body.promisedAt), 'with-year')
  facts.push(['promised', promised])
  if (procedure?.competent) facts.push(['competent', procedure.competent])
  return facts
}

/**
 * @param {import('./journal.js').Kit} kit
 * @param {import('/enhance/rules/modules/casework/offline/schemas.ts').IntakeBody} body
 */
function paperLines(kit, body) {
  const procedure = kit.procedures.find(({ versionId }) => versionId === body.versionId)
  const keys = [...new Set([...body.papers, ...body.files].map(({ componentKey }) => componentKey))]
  return keys.map((key) => {
    const name = procedure?.components.find((component) => component.key === key)?.name.vi ?? key
    const paper = body.papers.find(({ componentKey }) => componentKey === key)
    const files = body.files.filter(({ componentKey }) => componentKey === key).length
    const counts = { originals: paper?.originals ?? 0, copies: paper?.copies ?? 0, files }
    return element('li', { text: `${name} (${t('receipt.counts', counts)})` })
  })
}

/** @param {string} address */
function qrOf(address) {
  const { data, size } = encode(address, { border: 2, ecc: 'M' })
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`)
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', t('receipt.qr'))
  svg.setAttribute('shape-rendering', 'crispEdges')
  const path = document.createElementNS(SVG, 'path')
  const dark = data.flatMap((line, y) => line.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
  path.setAttribute('d', dark.join(''))
  svg.append(path)
  return element('figure', { class: 'qr' }, svg)
}
