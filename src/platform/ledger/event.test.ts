import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { newId } from '../ids.ts'
import { canonicalJson } from './canonical-json.ts'
import { chainEvents, type EventStamp, hashEvent, headAfter, newStream, ZERO_HASH } from './event.ts'

const stamp: EventStamp = {
  recordedAt: new Date('2026-11-18T02:12:00.123Z'),
  actorId: '018f0000-0000-7000-8000-000000000001',
  mandateId: null,
  agencyId: '018f0000-0000-7000-8000-000000000002',
  commandId: '018f0000-0000-7000-8000-000000000003',
}
const STREAM = '018f0000-0000-7000-8000-00000000000a'

const text = fc.string({ unit: 'grapheme' }).filter((value) => value.isWellFormed() && !value.includes('\0'))
const { value: jsonValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

test('canonical JSON sorts keys, adds no spaces, keeps Vietnamese letters', () => {
  assert.equal(
    canonicalJson({ b: [1, null, true], a: { z: 'Hồ sơ\n', á: -5 } }),
    '{"a":{"z":"Hồ sơ\\n","á":-5},"b":[1,null,true]}',
  )
  assert.equal(canonicalJson({ '\u{fb33}': 1, '\u{1f600}': 2 }), '{"\u{1f600}":2,"\u{fb33}":1}', 'by UTF-16 code units')
  assert.equal(canonicalJson(-0), '0')
})

test('canonical JSON is a fixed point of parsing and does not depend on the order of keys', () => {
  fc.assert(
    fc.property(jsonValue, (value) => {
      const once = canonicalJson(value)
      assert.equal(canonicalJson(JSON.parse(once)), once)
      assert.deepEqual(JSON.parse(once), JSON.parse(JSON.stringify(value)))
    }),
  )
  fc.assert(
    fc.property(fc.dictionary(text, fc.integer(), { noNullPrototype: true }), (members) => {
      const reversed = Object.fromEntries(Object.entries(members).reverse())
      assert.equal(canonicalJson(reversed), canonicalJson(members))
    }),
  )
})

test('canonical JSON refuses what has no exact text', () => {
  for (const value of [
    1.25,
    2 ** 53,
    Number.NaN,
    undefined,
    { a: undefined },
    new Date(0),
    'a\0',
    '\ud800',
    1n,
    new Map(),
  ]) {
    assert.throws(() => canonicalJson(value), TypeError)
  }
})

test('the hash is the documented recipe', () => {
  const [event] = chainEvents(newStream(STREAM), stamp, [{ type: 'paper.received', payload: { pages: 2, by: 'x' } }])
  assert.ok(event)
  const sha = (value: string) => createHash('sha256').update(value, 'utf8').digest('hex')
  const recipe = [
    'motcua-event-v1',
    STREAM,
    '1',
    'paper.received',
    '2026-11-18T02:12:00.123Z',
    '018f0000-0000-7000-8000-000000000001',
    '',
    '018f0000-0000-7000-8000-000000000002',
    '018f0000-0000-7000-8000-000000000003',
    sha('{"by":"x","pages":2}'),
    '0'.repeat(64),
  ].join('\n')
  assert.equal(event.hash.toString('hex'), sha(recipe))
})

test('a chain continues from its head, whether made at once or in parts', () => {
  const drafts = [1, 2, 3, 4].map((step) => ({ type: 'step', payload: { step } }))
  const whole = chainEvents(newStream(STREAM), stamp, drafts)
  assert.deepEqual(
    whole.map((event) => event.version),
    [1, 2, 3, 4],
  )
  assert.deepEqual(whole[0]?.prevHash, ZERO_HASH)
  assert.deepEqual(
    whole.slice(1).map((event) => event.prevHash),
    whole.slice(0, -1).map((event) => event.hash),
  )

  const first = chainEvents(newStream(STREAM), stamp, drafts.slice(0, 2))
  const second = chainEvents(headAfter(newStream(STREAM), first), { ...stamp, commandId: null }, drafts.slice(2))
  assert.deepEqual([...first, ...second], whole)
})

test('only the first event of a command carries its id', () => {
  const events = chainEvents(newStream(STREAM), stamp, [
    { type: 'a', payload: {} },
    { type: 'b', payload: {} },
  ])
  assert.deepEqual(
    events.map((event) => event.commandId),
    [stamp.commandId, null],
  )
})

test('every hashed field changes the hash', () => {
  const [event] = chainEvents(newStream(STREAM), stamp, [{ type: 'a', payload: { a: 1 } }])
  assert.ok(event)
  const changes = [
    { streamId: newId() },
    { version: 2 },
    { type: 'b' },
    { payload: '{"a":2}' },
    { recordedAt: '2026-11-18T02:12:00.124Z' },
    { actorId: null },
    { mandateId: newId() },
    { agencyId: null },
    { commandId: null },
    { prevHash: Buffer.alloc(32, 1) },
  ]
  for (const change of changes)
    assert.notDeepEqual(hashEvent({ ...event, ...change }), event.hash, JSON.stringify(change))
})

test('a type that would break the lines of the recipe is refused', () => {
  assert.throws(() => chainEvents(newStream(STREAM), stamp, [{ type: 'a\nb', payload: {} }]), TypeError)
})
