import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import webPush from 'web-push'
import type { Gateways } from './gateway.ts'
import type { HttpSettings } from './http-json.ts'
import { pushGateway } from './push.ts'
import { smsGateway } from './sms.ts'
import { smtpGateway } from './smtp.ts'
import { zaloGateway } from './zalo.ts'

/** What the configuration says of the ways out; null where there is none. */
export interface GatewaySettings {
  smtpUrl: string | null
  mailFrom: string
  /** See `SmtpSettings`. */
  returnAddressOf: ((deliveryId: string) => string) | null
  sms: HttpSettings | null
  zalo: HttpSettings | null
  vapid: { publicKey: string; privateKey: string } | null
  /** Where keys for push are kept when none are configured. */
  varFolder: string
  publicUrl: string
  demo: boolean
  /** How long a gateway is waited for; 15 seconds when left out. */
  timeoutMs?: number
}

/** Opens every way out that is configured. Keys for push are made once and kept, so that browsers stay subscribed. */
export async function openGateways(settings: GatewaySettings): Promise<Gateways> {
  const { smtpUrl, mailFrom, returnAddressOf, sms, zalo, demo, timeoutMs } = settings
  const time = timeoutMs === undefined ? {} : { timeoutMs }
  const vapid = settings.vapid ?? (await keptKeys(settings.varFolder))
  const contact = settings.publicUrl.startsWith('https://') ? settings.publicUrl : `mailto:${addressIn(mailFrom)}`
  return {
    email: smtpUrl === null ? null : smtpGateway({ url: smtpUrl, from: mailFrom, returnAddressOf, ...time }),
    sms: sms === null ? null : smsGateway({ ...sms, ...time }),
    zalo: zalo === null ? null : zaloGateway({ ...zalo, ...time }),
    push: pushGateway({ ...vapid, subject: contact, local: demo, ...time }),
    pushKey: vapid.publicKey,
  }
}

function addressIn(from: string): string {
  return /<([^>]+)>/.exec(from)?.[1] ?? from
}

interface KeyPair {
  publicKey: string
  privateKey: string
}

async function keptKeys(varFolder: string): Promise<KeyPair> {
  const path = join(varFolder, 'vapid.json')
  const known = await readKeys(path)
  if (known !== null) return known
  await mkdir(varFolder, { recursive: true })
  // Two processes may start at once: the first one's keys stay.
  await writeFile(path, JSON.stringify(webPush.generateVAPIDKeys()), { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
  const made = await readKeys(path)
  if (made === null) throw new Error(`${path} holds no keys`)
  return made
}

async function readKeys(path: string): Promise<KeyPair | null> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return null
  const { publicKey, privateKey } = JSON.parse(text) as Partial<KeyPair>
  return publicKey === undefined || privateKey === undefined ? null : { publicKey, privateKey }
}
