/** Notes of the đồng that a drawer is counted by (coins are no longer in use). */
export const denominations = [500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200] as const
export type Denomination = (typeof denominations)[number]
export type NoteCount = Partial<Record<`${Denomination}`, number>>

/** Whole đồng of counted notes. */
export function sumOfNotes(count: NoteCount): number {
  return denominations.reduce((sum, note) => sum + note * (count[`${note}`] ?? 0), 0)
}

/** What the applicant gets back; null when they gave too little. */
export function changeFor(amount: number, tendered: number): number | null {
  return tendered < amount ? null : tendered - amount
}

/** Whole đồng as typed: `50.000`, `50 000`, `50000`, `50.000đ`. Null when it is no amount. */
export function readAmount(text: string): number | null {
  const digits = text.replace(/[\s.,]|đồng$|đ$|vnđ$|vnd$/giu, '')
  return /^\d{1,12}$/.test(digits) ? Number(digits) : null
}

/** Whole đồng as people write them, for what is told: `75.000`. */
export function writeAmount(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, '.')
}
