import type { Db } from '../../platform/db.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import type { CaseworkContext } from '../casework/index.ts'
import type { OuterChannel } from './delivery.ts'
import type { Gateways } from './gateways/gateway.ts'

/** What every use case of notices stands on. */
export interface NoticesContext {
  db: Db
  keys: Keyring
  casework: CaseworkContext
  gateways: Gateways
  /** Scheme, host and port under which people reach the site: what links say. */
  publicUrl: string
}

/** The outer channels that this installation has. */
export function offeredChannels({ gateways }: Pick<NoticesContext, 'gateways'>): OuterChannel[] {
  return (['email', 'sms', 'zalo', 'push'] as const).filter((channel) => gateways[channel] !== null)
}
