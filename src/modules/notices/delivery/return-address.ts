import { timingSafeEqual } from 'node:crypto'
import { isUuid } from '../../../platform/ids.ts'
import { blindIndex } from '../../../platform/sealing/blind-index.ts'
import type { Keyring } from '../../../platform/sealing/keyring.ts'

/** 64 bits: nobody guesses one, and the local part stays within its 64 letters (RFC 5321 §4.5.3.1.1). */
const SEAL_LETTERS = 16
const OURS = /\+([0-9a-f]{32})\.([0-9a-f]{16})@/i

/**
 * Where a delivery's mail returns to when it cannot be delivered (variable envelope return path): the bounce mailbox, with the delivery's
 * id and a seal that only we can make. Lives through servers that write to it in capital letters.
 */
export function returnAddress(keys: Keyring, mailbox: string, deliveryId: string): string {
  const at = mailbox.lastIndexOf('@')
  return `${mailbox.slice(0, at)}+${deliveryId.replaceAll('-', '')}.${sealOf(keys, deliveryId)}${mailbox.slice(at)}`
}

/** The delivery whose mail came back to one of these addresses; `forged` for a seal that is not ours; null when none is a return address. */
export function returnedDelivery(
  keys: Keyring,
  addresses: readonly string[],
): { deliveryId: string } | 'forged' | null {
  const found = addresses.flatMap((address) => {
    const [, hex, seal] = OURS.exec(address) ?? []
    return hex === undefined || seal === undefined ? [] : [{ hex: hex.toLowerCase(), seal: seal.toLowerCase() }]
  })
  for (const { hex, seal } of found) {
    const deliveryId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    if (isUuid(deliveryId) && timingSafeEqual(Buffer.from(seal), Buffer.from(sealOf(keys, deliveryId)))) {
      return { deliveryId }
    }
  }
  return found.length === 0 ? null : 'forged'
}

function sealOf(keys: Keyring, deliveryId: string): string {
  return blindIndex(keys, 'return-address', deliveryId).toString('hex').slice(0, SEAL_LETTERS)
}
