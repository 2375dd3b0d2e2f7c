import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { readPetitionHeads } from '../../src/modules/petitions/index.ts'
import { readPlanHeads } from '../../src/modules/queue/index.ts'
import { readScorecardHeads } from '../../src/modules/scorecards/index.ts'
import { readSurveyHeads } from '../../src/modules/surveys/index.ts'
import { openDb, query, type Reader } from '../../src/platform/db.ts'
import { type StreamHead, verifyLedger } from '../../src/platform/ledger/index.ts'
import { Client, type Press } from './load.ts'
import { Product } from './product.ts'

const DESK = 'tiep-nhan-pho-hien'
const CLIENTS = 8
const ENOUGH = 60

let product: Product
const clients: Client[] = []

before(async () => {
  product = await Product.create()
  await product.start()
})
after(() => product.remove())

const presses = (): Press[] => clients.flatMap((client) => client.presses)
const acknowledged = () => presses().filter((press) => press.answer !== null)

/** Clients press as fast as they are answered; once enough was acknowledged, `kill` strikes in the middle of it. */
async function underLoad(kill: () => Promise<void>): Promise<void> {
  const fresh = await Promise.all(Array.from({ length: CLIENTS }, () => Client.login(product.url, DESK)))
  clients.push(...fresh)
  const already = acknowledged().length
  const working = fresh.map((client) => client.work())
  const stopped = Promise.all(working).then(() => {
    throw new Error('the clients stopped before anything was killed')
  })
  await Promise.race([enoughAfter(already), stopped])
  stopped.catch(() => undefined)
  await kill()
  await Promise.all(working)
}

function enoughAfter(already: number): Promise<void> {
  return new Promise((resolve) => {
    const look = setInterval(() => {
      if (acknowledged().length - already < ENOUGH) return
      clearInterval(look)
      resolve()
    }, 5)
  })
}

/** Everything that got no answer is pressed again, by a new session of the same person. */
async function pressAgain(): Promise<number> {
  const client = await Client.login(product.url, DESK)
  const open = presses().filter((press) => press.answer === null)
  for (const press of open) await client.press(press)
  return open.length
}

async function checkEverything(): Promise<void> {
  const db = openDb({ url: await product.databaseUrl(), poolSize: 2, applicationName: 'kill test' })
  try {
    const rows = await query<{ id: string; code: string | null; version: number; head_hash: Buffer }>(
      db.read,
      'SELECT id, code, version, head_hash FROM casework_dossier',
    )
    const stored = new Map(rows.map((row) => [row.id, row]))
    for (const { answer, url } of acknowledged()) {
      const row = stored.get(answer?.id ?? '')
      assert.ok(row, `an acknowledged dossier is gone: ${answer?.id}`)
      if (url.endsWith('/accept')) assert.equal(row.code, answer?.code)
    }
    const submissions = presses().filter((press) => press.url === '/api/v1/dossiers')
    assert.equal(new Set(submissions.map((press) => press.answer?.id)).size, submissions.length)
    assert.equal(rows.length, submissions.length, 'each press made exactly one dossier')
    const codes = rows.flatMap((row) => row.code ?? [])
    assert.equal(new Set(codes).size, codes.length)
    const serials = codes.map((code) => Number(code.slice(-4))).sort((a, b) => a - b)
    assert.ok(serials.length > 0)
    const events = await query<{ count: number }>(
      db.read,
      'SELECT count(*) FROM ledger_event WHERE stream_id IN (SELECT id FROM casework_dossier)',
    )
    assert.equal(events[0]?.count, presses().length, 'each press made exactly one entry')
    const heads = rows.map((row): StreamHead => ({ streamId: row.id, version: row.version, hash: row.head_hash }))
    const { faults } = await verifyLedger(db.read, { heads: allHeads(db.read, heads) })
    assert.deepEqual(faults, [])
  } finally {
    await db.close()
  }
}

/** Of the dossiers, and of whatever the demonstration made beside them. */
async function* allHeads(reader: Reader, dossiers: readonly StreamHead[]): AsyncGenerator<StreamHead> {
  yield* dossiers
  yield* readPetitionHeads(reader)
  yield* readPlanHeads(reader)
  yield* readScorecardHeads(reader)
  yield* readSurveyHeads(reader)
}

describe('kill -9 in the middle of load', { timeout: 180_000 }, () => {
  test('of the server: nothing acknowledged is lost, nothing is doubled', async () => {
    await underLoad(() => product.killServer())
    await product.start()
    assert.ok((await pressAgain()) > 0, 'nobody was in the middle of anything')
    await checkEverything()
  })

  test('of the database, with the server that stands on it', async () => {
    await underLoad(() => product.killDatabase())
    await product.stop()
    await product.start()
    assert.ok((await pressAgain()) > 0, 'nobody was in the middle of anything')
    await checkEverything()
  })

  test('of the server again at once after it started', async () => {
    await product.killServer()
    await product.start()
    await checkEverything()
  })
})
