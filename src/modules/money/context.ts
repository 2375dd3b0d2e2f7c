import type { CaseworkContext } from '../casework/index.ts'
import type { PaymentPlatform } from './ports.ts'

/** What every use case of money stands on. */
export interface MoneyContext {
  casework: CaseworkContext
  /** Null where no payment platform is configured: then nothing is paid online. */
  platform: PaymentPlatform | null
}
