import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadCatalogueFiles } from './catalogue-files.ts'
import { effectiveLimit, parseLimit, proposeEffectiveLimit } from './limit.ts'
import type { ChannelTerms, Limit, ProcedureCase } from './schemas.ts'

const { procedures } = await loadCatalogueFiles('data')
const differing = { vi: 'khác nhau', en: 'differ' }

function kase(key: string, limit: Limit | null): ProcedureCase {
  return { key, code: null, name: { vi: key }, condition: null, limit, limitRaw: '' }
}

function terms(limit: Limit | null): ChannelTerms[] {
  return [{ channel: 'online', limit, limitRaw: '' }]
}

test('limits are read from their short form', () => {
  assert.deepEqual(parseLimit('7.5wd'), { quantity: 7.5, unit: 'wd' })
  assert.deepEqual(parseLimit('1wh'), { quantity: 1, unit: 'wh' })
  assert.deepEqual(parseLimit('30d'), { quantity: 30, unit: 'd' })
  assert.deepEqual(parseLimit('1m'), { quantity: 1, unit: 'm' })
  assert.deepEqual(parseLimit('same-day'), { quantity: 0, unit: 'wd' })
  assert.deepEqual(parseLimit('same-day 15:00'), { quantity: 0, unit: 'wd', sameDayCutoffMinute: 900 })
  for (const text of ['', '5', 'wd', '5 wd', '5.3wd', '-1wd', '1 ?']) assert.equal(parseLimit(text), undefined, text)
})

test('the newer channel limit binds where it differs, and is not confirmed', () => {
  const five = parseLimit('5wd') as Limit
  const ten = parseLimit('10wd') as Limit
  assert.deepEqual(proposeEffectiveLimit([kase('a', ten)], terms(five), differing), {
    use: 'channel',
    exceptCaseKeys: [],
    confirmed: false,
    reason: differing,
  })
  assert.equal(proposeEffectiveLimit([kase('a', five)], terms(five), differing).confirmed, true)
  assert.equal(proposeEffectiveLimit([kase('a', ten)], terms(null), differing).use, 'case')
  assert.equal(proposeEffectiveLimit([], terms(five), differing).use, 'channel')
  assert.equal(proposeEffectiveLimit([kase('a', null)], terms(null), differing).use, 'none')
})

function bindingOf(code: string, caseKey: string | null, channel: 'online' | 'counter' | 'post' = 'counter') {
  const document = procedures.find((candidate) => candidate.code === code)
  assert.ok(document, code)
  return effectiveLimit(document, { channel, caseKey })
}

test('published limits: what a dossier is held to', () => {
  assert.deepEqual(bindingOf('1.013225', 'nha-o-rieng-le').limit, { quantity: 7, unit: 'wd' })
  assert.deepEqual(bindingOf('1.013225', 'cong-trinh'), {
    limit: { quantity: 10, unit: 'wd' },
    from: 'channel',
    confirmed: false,
  })
  assert.deepEqual(bindingOf('1.001193', null).limit, { quantity: 0, unit: 'wd', sameDayCutoffMinute: 900 })
  assert.deepEqual(bindingOf('1.010041', null, 'online').limit, { quantity: 1, unit: 'wd' })
  assert.deepEqual(bindingOf('1.010041', null, 'counter').limit, { quantity: 3, unit: 'wd' })
  assert.deepEqual(bindingOf('1.004772', null), { limit: { quantity: 25, unit: 'd' }, from: 'case', confirmed: false })
  assert.deepEqual(bindingOf('1.004222', null), {
    limit: { quantity: 7, unit: 'wd' },
    from: 'channel',
    confirmed: true,
  })
  assert.deepEqual(bindingOf('1.013831', 'cho-thue').limit, { quantity: 4, unit: 'wd' })
  assert.deepEqual(bindingOf('1.001022', null).limit, null)
})
