import { buildApp } from '../src/app.ts'
import { openParts } from '../src/parts.ts'
import { readConfig } from '../src/platform/config.ts'
import { prepareProvince } from '../src/seed.ts'
import { ensureWebBuilt } from '../src/web/build.ts'
import { launchBrowser } from '../test/support/browser.ts'
import { freePort } from '../test/support/free-port.ts'
import { type CountedIntake, performIntakes } from '../test/support/intakes.ts'
import type { BenchEnvironment, BenchResult } from './environment.ts'

const CLERK = 'tiep-nhan-pho-hien'
/** What a clerk may press for a known person and a procedure without a form. */
const MOST_PRESSES = 12

/**
 * The keys and clicks of three real intakes, counted by a script in the page: every key, modifiers too, and every click; a card that a
 * wedge scanner types is one. The ratio is the worse of the two with a known person against 12.
 */
export async function run({ server, folder, say }: BenchEnvironment): Promise<BenchResult> {
  await ensureWebBuilt('built')
  const config = readConfig({
    PORT: String(await freePort()),
    MOTCUA_VAR: folder,
    MOTCUA_SEED_DOSSIERS: '0',
    MOTCUA_LOG_LEVEL: 'silent',
  })
  const parts = await openParts(config, server.appUrl)
  await prepareProvince(parts, { simulatorUrl: server.simulatorUrl, say })
  const app = await buildApp(parts, { web: true })
  try {
    await app.listen({ host: '127.0.0.1', port: config.port })
    const intakes = await intakesAt(config.publicUrl)
    for (const { what, presses } of intakes) say(`${presses} presses: ${what}`)
    const counted = Math.max(...intakes.slice(0, 2).map(({ presses }) => presses))
    return { bench: 'intake', ratio: Number((counted / MOST_PRESSES).toFixed(3)), limit: 1, counted, intakes }
  } finally {
    await app.close()
    await parts.close()
  }
}

async function intakesAt(baseURL: string): Promise<CountedIntake[]> {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ baseURL })
    await page.goto('/dang-nhap')
    await page.locator(`button[name="khoa"][value="${CLERK}"]`).click()
    await page.waitForURL((url) => url.pathname !== '/dang-nhap')
    return await performIntakes(page)
  } finally {
    await browser.close()
  }
}
