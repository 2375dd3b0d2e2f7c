import { buildApp } from '../src/app.ts'
import { openPageReader, type PageReader } from '../src/modules/digitisation/index.ts'
import { openParts } from '../src/parts.ts'
import { readConfig } from '../src/platform/config.ts'

/** The product's server alone, for benches: tells its address and the sessions asked for, then obeys its parent. */
const config = readConfig(process.env)
const parts = await openParts(config, config.databaseUrl ?? '')
const app = await buildApp(parts, { web: false })
const url = await app.listen({ host: '127.0.0.1', port: 0 })
const cookies: Record<string, string> = {}
for (const key of JSON.parse(process.argv[2] ?? '[]') as string[]) {
  const { setCookies } = await parts.accounts.signInDemo(key)
  cookies[key] = setCookies.map((cookie) => cookie.split(';')[0]).join('; ')
}
/** Pages that are read over and over beside the requests, as the worker in the same process does it. */
let reader: PageReader | null = null
async function readOver(paths: readonly string[]): Promise<void> {
  await reader?.close()
  reader = paths.length === 0 ? null : openPageReader()
  const own = reader
  const loop = async (from: number): Promise<void> => {
    for (let at = from; own !== null && own === reader; at++) {
      const path = paths[at % paths.length] ?? ''
      await own.read({ path, mediaType: 'image/jpeg', page: 1 }).catch(() => undefined)
    }
  }
  for (let from = 0; from < 4; from++) void loop(from)
}

process.send?.({ url, cookies })
process.on('message', async (message) => {
  if (message === 'memory') {
    globalThis.gc?.()
    process.send?.({ rss: process.memoryUsage().rss })
    return
  }
  if (Array.isArray(message)) {
    await readOver(message as string[])
    process.send?.({ reading: message.length })
    return
  }
  await reader?.close()
  await app.close()
  await parts.close()
  process.disconnect?.()
})
