/** What is known of the moment at which something was done without network. Epoch milliseconds. */
export interface DeclaredTime {
  /** What the machine's clock said. */
  deviceAt: number
  /** Server less machine, measured when the record was sent. */
  skewMs: number
  /** Neither before the kit was given out (nor before the day of the number used) … */
  notBefore: number
  /** … nor after that day's end, nor after the record came in. */
  notAfter: number
}

/**
 * The legal filing time of what was handed in without network: the machine's time put right by its skew, held within what the
 * reserved number allows, so that nobody can date a receipt outside it. `adjusted`: the bounds had to hold it.
 */
export function filingTime({ deviceAt, skewMs, notBefore, notAfter }: DeclaredTime): { at: number; adjusted: boolean } {
  const corrected = deviceAt + skewMs
  const at = Math.min(Math.max(corrected, notBefore), Math.max(notBefore, notAfter))
  return { at, adjusted: at !== corrected }
}
