import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { CatalogueFileError, loadCatalogueFiles } from './catalogue-files.ts'
import { componentsToSupply, missingComponents } from './component.ts'
import { feesFor, isFree, rawSaysFree } from './fee.ts'
import { checkProcedure } from './procedure-check.ts'
import type { ProcedureDocument } from './schemas.ts'

const files = await loadCatalogueFiles('data')
const { procedures } = files
const names = {
  fields: new Set(files.fields.map((field) => field.key)),
  lifeEvents: new Set(files.lifeEvents.map((event) => event.key)),
  flows: new Set(files.flows.map((flow) => flow.code)),
}

function procedure(code: string): ProcedureDocument {
  const found = procedures.find((candidate) => candidate.code === code)
  assert.ok(found, code)
  return found
}

test('the shipped catalogue: codes, wholes, entries', () => {
  const codes = procedures.map((document) => document.code)
  assert.equal(new Set(codes).size, codes.length)
  for (const code of codes) assert.match(code, /^\d\.\d{6}$/)
  const whole = procedures.filter((document) => document.completeness === 'whole')
  assert.ok(whole.length >= 60, `${whole.length} whole`)
  const entries = procedures.length - whole.length
  assert.ok(entries >= 100, `${entries} entries`)
  for (const document of whole) {
    assert.ok(document.flows.length > 0 && document.results.length > 0 && document.fees.length > 0, document.code)
    assert.ok(document.name.en, `${document.code} has an English name`)
  }
})

test('every agency named exists in the organisation', async () => {
  const text = await readFile('data/organisation/agencies.yaml', 'utf8')
  const slugs = new Set([...text.matchAll(/slug: ([a-z0-9-]+)/g)].map((match) => match[1]))
  const named = procedures.flatMap((document) => [
    ...document.coordinatingAgencySlugs,
    ...(document.competentAgency?.rule === 'department' ? [document.competentAgency.agencySlug] : []),
  ])
  const stepped = files.flows.flatMap((flow) =>
    flow.steps.flatMap((step) => [
      ...(step.opinionAgencies ?? []),
      ...(typeof step.agency === 'string' ? [] : [step.agency.agencySlug]),
    ]),
  )
  for (const slug of new Set([...named, ...stepped])) assert.ok(slugs.has(slug), slug)
})

test('trap: the household book is never asked for', () => {
  const listed = procedure('2.000986').components.find((component) => /sổ hộ khẩu/i.test(component.name.vi))
  assert.equal(listed?.abolished, true)
  for (const document of procedures) {
    for (const caseKey of [null, ...document.cases.map((kase) => kase.key)]) {
      for (const component of componentsToSupply(document, caseKey)) {
        assert.doesNotMatch(component.name.vi, /sổ hộ khẩu|sổ tạm trú/i, document.code)
      }
    }
  }
})

test('trap: zero is not free, and what the council decides has no amount', () => {
  assert.equal(rawSaysFree('0; mức do HĐND tỉnh định'), false)
  assert.equal(rawSaysFree('HĐND tỉnh định'), false)
  assert.equal(rawSaysFree('0'), true)
  assert.equal(rawSaysFree('lỗi cơ quan: không thu'), true)
  assert.equal(rawSaysFree('10.000'), false)
  const chosen = { channel: 'counter', caseKey: null } as const
  assert.equal(isFree(feesFor(procedure('1.000656'), chosen)), false)
  assert.equal(isFree(feesFor(procedure('1.001193'), chosen)), true)
  assert.equal(isFree(feesFor(procedure('1.012783'), chosen)), false)
  assert.equal(isFree(feesFor(procedure('1.012783'), { channel: 'online', caseKey: null })), true)
  for (const document of procedures) {
    for (const line of document.fees) assert.notEqual(line.amount, 0, document.code)
  }
})

test('trap: residence fees follow channel and case', () => {
  const amount = (caseKey: string, channel: 'online' | 'counter') =>
    feesFor(procedure('1.004194'), { channel, caseKey }).map((line) => line.amount)
  assert.deepEqual(amount('ca-nhan', 'online'), [7000])
  assert.deepEqual(amount('ca-nhan', 'counter'), [15000])
  assert.deepEqual(amount('theo-danh-sach', 'online'), [5000])
  assert.deepEqual(amount('theo-danh-sach', 'counter'), [10000])
})

test('trap: two limits are both kept and marked unsure', () => {
  const document = procedure('1.013232')
  assert.deepEqual(document.cases[0]?.limit, { quantity: 20, unit: 'd' })
  assert.deepEqual(document.channels[0]?.limit, { quantity: 10, unit: 'd' })
  const entry = document.unsure.find((candidate) => candidate.path === 'effectiveLimit')
  assert.match(entry?.raw ?? '', /20 ngày.*10 ngày/)
  const silent = { ...document, unsure: [] }
  assert.ok(checkProcedure(silent, names).some((fault) => fault.path === 'effectiveLimit'))
})

test('trap: an unreadable unit keeps its raw text and is marked unsure', () => {
  const document = procedure('1.004873')
  assert.equal(document.channels[0]?.limit, null)
  assert.equal(document.channels[0]?.limitRaw, '3 ?')
  assert.equal(document.effectiveLimit.use, 'case')
  assert.equal(document.effectiveLimit.confirmed, false)
})

test('trap: limits of another province are marked so', () => {
  for (const document of procedures.filter((each) => each.field.key === 'dat-dai' && each.completeness === 'whole')) {
    assert.ok(
      document.unsure.some((entry) => entry.path === 'cases' && entry.why.vi.includes('Đồng Nai')),
      document.code,
    )
    assert.equal(document.effectiveLimit.confirmed, false, document.code)
  }
})

test('trap: retired codes are no procedures and lead to their successor', () => {
  for (const entry of files.lineage) {
    assert.ok(!procedures.some((document) => document.code === entry.code), entry.code)
    if (entry.kind === 'withdrawn') continue
    assert.ok(
      procedures.some((document) => document.code === entry.replacedBy),
      entry.code,
    )
  }
  assert.ok(procedure('1.013823').replaces.includes('1.012752'))
})

test('notes and looked-up data are not asked for; one alternative is enough', () => {
  const components = componentsToSupply(procedure('1.001193'), null)
  const keys = components.map((component) => component.key)
  assert.ok(!keys.includes('giay-to-tuy-than') && !keys.includes('luu-y-giay-to-tuy-than'))
  const missing = (supplied: string[]) => missingComponents(components, new Set(supplied)).map((group) => group[0]?.key)
  assert.deepEqual(missing([]), ['to-khai-dang-ky-khai-sinh', 'giay-chung-sinh'])
  assert.deepEqual(missing(['to-khai-dang-ky-khai-sinh', 'cam-doan-viec-sinh']), [])
})

test('components belong to their case', () => {
  const keys = (caseKey: string) => componentsToSupply(procedure('1.013225'), caseKey).map((component) => component.key)
  assert.ok(!keys('nha-o-rieng-le').includes('quyet-dinh-du-an'))
  assert.ok(keys('cong-trinh').includes('quyet-dinh-du-an'))
})

async function spoiled(file: string, spoil: (text: string) => string): Promise<CatalogueFileError> {
  const folder = await mkdtemp(join(tmpdir(), 'catalogue-'))
  try {
    await cp('data', folder, { recursive: true })
    const text = await readFile(join(folder, file), 'utf8')
    assert.notEqual(spoil(text), text, 'the text to spoil was not found')
    await writeFile(join(folder, file), spoil(text))
    return await loadCatalogueFiles(folder).then(
      () => assert.fail('loaded'),
      (error: unknown) => {
        assert.ok(error instanceof CatalogueFileError, String(error))
        return error
      },
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const faults: [string, string, (text: string) => string, RegExp][] = [
  [
    'a limit that is none',
    'procedures/cu-tru.yaml',
    (t) => t.replace('limit: 7wd', 'limit: 7 ngày'),
    /1\.004222\).*7 ngày/,
  ],
  [
    'an unknown member',
    'procedures/cu-tru.yaml',
    (t) => t.replace('agency: Công an', 'agenci: Công an'),
    /procedures\/0/,
  ],
  [
    'an unknown flow',
    'procedures/cu-tru.yaml',
    (t) => t.replace('flow: commune-police', 'flow: commune-army'),
    /flows\/0/,
  ],
  ['a code that is none', 'procedures/cu-tru.yaml', (t) => t.replace("'1.004222'", "'1.4222'"), /procedures\/0/],
  [
    'a code twice',
    'procedures/cu-tru.yaml',
    (t) => t.replace("'1.004222'", "'1.001193'"),
    /already in|twice|1\.001193/,
  ],
  ['free without a reason', 'procedures/ho-tich.yaml', (t) => t.replace('status: local', 'status: free'), /fees\/0/],
  ['a household book', 'procedures/ho-tich.yaml', (t) => t.replace('abolished: true', 'originals: 1'), /components\/3/],
  ['shares that do not sum', 'flows/same-day.yaml', (t) => t.replace('share: 0.4', 'share: 0.5'), /share_sum/],
  ['broken YAML', 'fields.yaml', (t) => `${t}\n  - [`, /fields\.yaml/],
  [
    'a missing reason',
    'procedures/_reasons.yaml',
    (t) => t.replace('flow-illustrative:', 'flow-other:'),
    /flow-illustrative/,
  ],
]
for (const [what, file, spoil, expected] of faults) {
  test(`refuses ${what}, naming file and place`, async () => {
    const error = await spoiled(file, spoil)
    assert.match(error.message, expected)
    if (!file.startsWith('procedures/_')) assert.match(error.file, /\.yaml$/)
  })
}

test('both languages have a sentence for every refusal', async () => {
  const { catalogueRefusals } = await import('./errors.ts')
  for (const language of ['vi', 'en']) {
    const texts = parse(await readFile(`src/web/locales/${language}/errors-catalogue.json`, 'utf8')) as object
    assert.deepEqual(
      Object.keys(texts).sort(),
      Object.keys(catalogueRefusals)
        .map((code) => `error.catalogue.${code}`)
        .sort(),
    )
  }
})
