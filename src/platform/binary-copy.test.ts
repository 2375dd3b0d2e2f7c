import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { fc } from '../../test/support/properties.ts'
import { bigintAt, binaryChunks, type Columns, copyRows, integerAt, textAt, walkRows } from './binary-copy.ts'

interface Row {
  rowId: string
  words: string | null
  small: number
  whole: number
  large: number
  share: number
  isSo: boolean
  onDay: number
  at: number | null
  list: readonly string[]
}

const columns: Columns<Row> = {
  rowId: 'uuid',
  words: 'text',
  small: 'smallint',
  whole: 'integer',
  large: 'bigint',
  share: 'double',
  isSo: 'boolean',
  onDay: 'date',
  at: 'instant',
  list: 'jsonb',
}

// What PostgreSQL cannot keep in a text is left out.
const words = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll('\0', ''))
const rows = fc.array(
  fc.record<Row>({
    rowId: fc.uuid(),
    words: fc.option(words),
    small: fc.integer({ min: -32_768, max: 32_767 }),
    whole: fc.integer(),
    large: fc.maxSafeInteger(),
    share: fc.double({ noNaN: true }),
    isSo: fc.boolean(),
    onDay: fc.integer({ min: -10_000, max: 60_000 }),
    at: fc.option(fc.integer({ min: -1e12, max: 4e12 })),
    list: fc.array(words, { maxLength: 3 }),
  }),
  { maxLength: 30 },
)

let database: TestDatabase
let client: pg.Client

before(async () => {
  database = await testDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})

after(async () => {
  await client.end()
  await database.close()
})

test('rows come into the table as they were', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (written) => {
      await client.query('BEGIN')
      await client.query(`CREATE TEMP TABLE copied (row_id uuid, words text, small smallint, whole integer, large bigint,
        share double precision, is_so boolean, on_day date, at timestamptz(3), list jsonb, n integer GENERATED ALWAYS AS IDENTITY)`)
      await copyRows(client, 'copied', columns, written)
      const read =
        await client.query(`SELECT row_id AS "rowId", words, small, whole, large::float8 AS large, share, is_so AS "isSo",
        on_day - DATE '1970-01-01' AS "onDay", (extract(epoch FROM at) * 1000)::float8 AS at, list FROM copied ORDER BY n`)
      await client.query('ROLLBACK')
      const plain = (row: Row) => ({ ...row, share: row.share + 0 })
      assert.deepEqual(read.rows, written.map(plain))
    }),
    { numRuns: 40 },
  )
})

test('what a column cannot hold exactly is refused, not rounded', () => {
  const one = (row: object, type: Columns<{ n: unknown }>['n']) => [
    ...binaryChunks<{ n: unknown }>({ n: type }, [row as never]),
  ]
  assert.throws(() => one({ n: 0.5 }, 'bigint'), RangeError)
  assert.throws(() => one({ n: 2 ** 53 }, 'bigint'), RangeError)
  assert.throws(() => one({ n: 40_000 }, 'smallint'), RangeError)
  assert.throws(() => one({ n: 'not-a-uuid' }, 'uuid'), RangeError)
})

test('rows are read wherever the chunks are cut', async () => {
  const stream = client.query(
    copyTo(`COPY (SELECT n, n::bigint * 5000000000, CASE WHEN n % 3 = 0 THEN NULL ELSE 'dòng ' || n END
      FROM generate_series(-5, 20) AS n) TO STDOUT (FORMAT binary)`),
  )
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  const whole = Buffer.concat(chunks)
  for (const size of [1, 2, 7, 64, whole.length]) {
    const read: unknown[] = []
    const cut = async function* () {
      for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size)
    }
    await walkRows(cut(), 3, (row) => read.push([integerAt(row, 0), bigintAt(row, 1), textAt(row, 2)]))
    const expected = Array.from({ length: 26 }, (_, at) => at - 5)
    assert.deepEqual(
      read,
      expected.map((n) => [n, n * 5e9, n % 3 === 0 ? null : `dòng ${n}`]),
    )
  }
})
