import type { Page } from 'playwright-core'

/** What a clerk presses for one visitor: keys and clicks; a card that a wedge scanner types counts as one. */
export interface CountedIntake {
  what: string
  presses: number
}

declare global {
  interface Window {
    countPress?: () => void
  }
}

/** Counts every key that is pressed (modifiers as well) and every click of the page from now on, over page loads. */
export async function countPresses(page: Page): Promise<{ taken(): number; scan(text: string): Promise<void> }> {
  let presses = 0
  let scanning = false
  await page.exposeFunction('countPress', () => {
    if (!scanning) presses += 1
  })
  await page.addInitScript(() => {
    addEventListener('keydown', (event) => event.repeat || window.countPress?.(), true)
    addEventListener('pointerdown', () => window.countPress?.(), true)
  })
  return {
    taken: () => {
      const now = presses
      presses = 0
      return now
    },
    async scan(text) {
      scanning = true
      await page.keyboard.type(text)
      const answer = page.waitForEvent('framenavigated')
      await page.keyboard.press('Enter')
      await answer
      await page.waitForLoadState()
      scanning = false
      presses += 1
    },
  }
}

/** The text on the card of one of the demonstration's people. */
export const CARDS = {
  quan: '033095000002||Đỗ Minh Quân|15081995|Nam|Số 12 Chùa Chuông, Phố Hiến, Hưng Yên|25042021',
  stranger: '033199012345|145678901|Vũ Thị Kim Anh|20101999|Nữ|Thôn Nội, Văn Giang, Hưng Yên|02012022',
} as const

/**
 * Three real intakes by keyboard alone, at a counter that stands at the empty page: a known person with two different procedures and
 * no form, then a person nobody has on record. Each ends with the code and the page ready for the next.
 */
export async function performIntakes(page: Page): Promise<CountedIntake[]> {
  await page.goto('/lam-viec/tiep-nhan')
  const counter = await countPresses(page)
  await page.reload()
  const intakes: [string, string, string][] = [
    ['a known person, a marriage status certificate', CARDS.quan, 'hon nh'],
    ['the same person, a copy from the civil register', CARDS.quan, 'trich'],
    ['a person not on record, a marriage status certificate', CARDS.stranger, 'hon nh'],
  ]
  const counted: CountedIntake[] = []
  for (const [what, card, letters] of intakes) {
    await counter.scan(card)
    await page.keyboard.type(letters)
    await pressAndWait(page, 'Enter')
    await page.locator('[data-paper]').first().waitFor()
    await page.keyboard.press('Space')
    await pressAndWait(page, 'Control+Enter')
    await page.waitForURL('**/tiep-nhan?xong=*')
    await page.waitForLoadState()
    counted.push({ what, presses: counter.taken() })
  }
  return counted
}

async function pressAndWait(page: Page, key: string): Promise<void> {
  const answer = page.waitForEvent('framenavigated')
  await page.keyboard.press(key)
  await answer
  await page.waitForLoadState()
}
