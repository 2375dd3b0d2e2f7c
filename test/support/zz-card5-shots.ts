import { launchBrowser } from './support/browser.ts'
const base = 'http://localhost:3913'
const browser = await launchBrowser()
const [, , key = '', ...paths] = process.argv
for (const width of [1280, 390]) {
  const page = await browser.newPage({ width, javaScript: true, baseURL: base })
  await page.goto('/dang-nhap')
  await page.locator(`button[value="${key}"]`).click()
  await page.waitForURL((u) => u.pathname !== '/dang-nhap')
  for (const [at, step] of paths.entries()) {
    if (step.startsWith('start:')) {
      const [, from, own] = step.split(':')
      await page.goto('/lam-viec/cham-diem/bo-tieu-chi')
      await page.selectOption('select[name=tu]', from ?? '')
      if (own) await page.fill('input[name=ma]', own)
      await page.locator('#noi-dung button.button:not(.second):not(.link)').last().click()
      await page.waitForURL(/nhap/)
    } else if (step.startsWith('click:')) {
      await page.locator(step.slice(6)).first().click()
      await page.waitForLoadState()
    } else await page.goto(step)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    console.log(width, at, page.url(), 'overflow', over, await page.locator('h1').first().textContent())
    await page.screenshot({ path: `/tmp/h/card5-shot-${width}-${at}.png`, fullPage: true })
  }
  await page.close()
}
await browser.close()
