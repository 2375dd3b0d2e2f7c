import { buildApp } from '../src/app.ts'
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
process.send?.({ url, cookies })
process.on('message', async (message) => {
  if (message === 'memory') {
    globalThis.gc?.()
    process.send?.({ rss: process.memoryUsage().rss })
    return
  }
  await app.close()
  await parts.close()
  process.disconnect?.()
})
