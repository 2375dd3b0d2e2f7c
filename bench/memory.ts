import pg from 'pg'
import { atOnce, type BenchEnvironment, type BenchResult, startProduct } from './environment.ts'
import { call, PEOPLE } from './life.ts'
import { prepareProvince } from './lifecycle.ts'

const FIRST = Number(process.env.MOTCUA_BENCH_REQUESTS ?? 10_000)
const FACTOR = 10
const WIDTH = 16
const AT_MOST = 1.2

/**
 * Resident memory of the server process after 100,000 requests against that after 10,000: what people read most, half of it logged
 * in. Measured after a collection of garbage, the least of three looks.
 */
export async function run(environment: BenchEnvironment): Promise<BenchResult> {
  await prepareProvince(environment)
  const ids = await someDossiers(environment)
  const product = await startProduct(environment, [PEOPLE.desk])
  const cookie = product.cookies[PEOPLE.desk] ?? ''
  const paths = [
    '/healthz',
    '/api/v1/procedures?text=khai%20sinh',
    '/api/v1/procedures/1.001193',
    ...ids.map((id) => `/api/v1/dossiers/${id}`),
    ...ids.map((id) => `/api/v1/dossiers/${id}/history`),
  ]
  const ask = (count: number) =>
    atOnce(
      WIDTH,
      Array.from(
        { length: count },
        (_, index) => () =>
          call<void>(product, { method: 'GET', path: paths[index % paths.length] ?? '/healthz', cookie }),
      ),
    )
  const weigh = async (): Promise<number> =>
    Math.min(await product.memory(), await product.memory(), await product.memory())
  try {
    await ask(FIRST)
    const before = await weigh()
    const seconds = await ask(FIRST * (FACTOR - 1))
    const after = await weigh()
    return {
      bench: 'memory',
      ratio: Number((after / before).toFixed(3)),
      limit: AT_MOST,
      requests: FIRST * FACTOR,
      megabytesBefore: Math.round(before / 1e6),
      megabytesAfter: Math.round(after / 1e6),
      requestsPerSecond: Math.round((FIRST * (FACTOR - 1)) / seconds),
    }
  } finally {
    await product.stop()
  }
}

async function someDossiers({ server }: BenchEnvironment): Promise<string[]> {
  const client = new pg.Client({ connectionString: server.appUrl })
  await client.connect()
  const rows = await client.query<{ id: string }>(
    `SELECT d.id FROM casework_dossier d JOIN organisation_agency a ON a.id = d.intake_agency_id
     WHERE a.slug = 'mot-cua-phuong-pho-hien' ORDER BY d.id LIMIT 20`,
  )
  await client.end()
  return rows.rows.map((row) => row.id)
}
