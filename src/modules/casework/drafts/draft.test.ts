import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../../test/support/properties.ts'
import {
  changedMeanwhile,
  checkApplicant,
  type DraftSection,
  draftSections,
  EMPTY_DRAFT,
  fieldsOfProfile,
  isSame,
  readSection,
  sectionFields,
  withSection,
} from './draft.ts'

const facts = { today: '2026-11-22', isCommune: (code: string) => code === '11953' }
const section = fc.constantFrom<DraftSection>(...draftSections)
const typed = fc.dictionary(fc.constantFrom('content', 'phone', 'caseKey', 'strange'), fc.string({ maxLength: 50 }))

test('a section keeps its own fields exactly as typed and nothing else', () => {
  fc.assert(
    fc.property(section, typed, (name, fields) => {
      const kept = readSection(name, fields)
      for (const [field, value] of Object.entries(kept)) {
        assert.ok((sectionFields[name] as readonly string[]).includes(field))
        assert.equal(value, fields[field])
      }
      for (const field of sectionFields[name]) assert.equal(kept[field], fields[field])
    }),
  )
})

test('only another save of the same section, with other words, is a conflict', () => {
  const saved = withSection(EMPTY_DRAFT, 'request', { content: 'one' }, 5)
  assert.equal(changedMeanwhile(saved, 'request', 4, { content: 'two' }), true)
  assert.equal(changedMeanwhile(saved, 'request', 5, { content: 'two' }), false)
  assert.equal(changedMeanwhile(saved, 'request', 4, { content: 'one' }), false)
  assert.equal(changedMeanwhile(saved, 'place', 1, { caseKey: 'two' }), false)
})

test('an empty field and none are the same', () => {
  assert.equal(isSame({ a: '' }, {}), true)
  assert.equal(isSame({ a: 'x' }, {}), false)
})

test('a known person fills the form so that it passes the check again', () => {
  const profile = {
    kind: 'citizen' as const,
    fullName: 'Nguyễn Thị Hoa',
    identityNumber: '033190000001',
    birthDate: '1990-02-03',
    sex: 'female' as const,
    phone: '+84912345678',
    address: { communeCode: '11953', line: 'Số 5' },
  }
  const check = checkApplicant(fieldsOfProfile(profile), facts)
  assert.deepEqual(check, { ok: true, profile, warnings: [] })
})

test('an applicant who cannot be reached or found is told so at each field', () => {
  const check = checkApplicant({ kind: 'citizen', fullName: 'Hoa' }, facts)
  assert.equal(check.ok, false)
  const paths = check.ok ? [] : check.faults.map((fault) => fault.path).sort()
  assert.deepEqual(paths, ['address/communeCode', 'address/line', 'birthDate', 'identityNumber', 'phone', 'sex'])
})
