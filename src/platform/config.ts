import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'

/** The key of the demonstration: production refuses it. */
export const DEMO_MASTER_KEY = Buffer.from('motcua-demonstration-master-key!').toString('base64')
/** Shared with the payment platform that the demonstration starts by itself. */
export const DEMO_PAYMENT_SECRET = 'motcua-demonstration-payment-secret'
export const DEMO_SESSION_SECRET = 'motcua-demonstration-session-secret-not-for-production'

const flag = (fallback: boolean, description: string) =>
  Type.Unsafe<boolean>(Type.String({ enum: ['true', 'false'], default: String(fallback), description }))
const integer = (fallback: number, description: string) =>
  Type.Unsafe<number>(Type.String({ pattern: '^\\d{1,9}$', default: String(fallback), description }))
const word = (fallback: string, description: string) => Type.String({ default: fallback, description })
const oneOf = <const Values extends readonly string[]>(values: Values, fallback: Values[number], description: string) =>
  Type.Unsafe<Values[number]>(Type.String({ enum: [...values], default: fallback, description }))

/** Every variable of the environment that the product reads. The README's table is made from these descriptions. */
export const ConfigSchema = Type.Object({
  MOTCUA_MODE: oneOf(
    ['demonstration', 'production'],
    'demonstration',
    'demonstration: seeded province, one-click logins; production: refuses demonstration accounts and default secrets',
  ),
  HOST: word('127.0.0.1', 'Address to listen on'),
  PORT: integer(3000, 'Port to listen on'),
  MOTCUA_PUBLIC_URL: word(
    '',
    'Address by which people reach the product (QR codes, links); empty: http://localhost:PORT',
  ),
  DATABASE_URL: word('', 'PostgreSQL as role motcua_app; empty: the embedded server in MOTCUA_VAR (not in production)'),
  DATABASE_OWNER_URL: word(
    '',
    'PostgreSQL as the owner, for migrations at start; empty with DATABASE_URL set: no migration at start',
  ),
  DATABASE_POOL: integer(12, 'Connections the process may hold'),
  MOTCUA_VAR: word('var', 'Folder of the embedded database and of the files'),
  MOTCUA_FILES: word('', 'Folder of the uploaded files; empty: MOTCUA_VAR/files'),
  MOTCUA_SCAN_FOLDER: word(
    '',
    "Folder below which each counter's scanner drops its files; empty: MOTCUA_VAR/may-quet in demonstration, none in production",
  ),
  MOTCUA_S3_URL: word('', 'S3 store for files: https://KEY:SECRET@host/bucket; empty: the folder'),
  MOTCUA_MASTER_KEY: word(
    DEMO_MASTER_KEY,
    "Key that wraps every person's key: 32 bytes, base64 (openssl rand -base64 32)",
  ),
  MOTCUA_SESSION_SECRET: word(DEMO_SESSION_SECRET, 'Secret that signs session cookies, at least 32 characters'),
  MOTCUA_ONLINE_FILING: oneOf(
    ['here', 'national'],
    'here',
    'here: people file on this system; national: the apply button leads to the national portal',
  ),
  MOTCUA_NATIONAL_PORTAL: word('https://dichvucong.gov.vn', 'Address of the national portal'),
  MOTCUA_PAYMENT_URL: word(
    '',
    'Where messages to the national payment platform are sent; empty: a simulated platform in demonstration, no online payment in production',
  ),
  MOTCUA_PAYMENT_PARTNER: word('MOTCUA', 'Our code at the payment platform (MaDoiTac)'),
  MOTCUA_PAYMENT_SECRET: word(DEMO_PAYMENT_SECRET, 'Secret shared with the payment platform, for signatures'),
  MOTCUA_REGISTRY_URL: word(
    '',
    'Where national registries are asked for papers; empty: a simulated registry in demonstration, none in production',
  ),
  MOTCUA_REGISTRY_TOKEN: word('', 'Bearer token for the registries'),
  MOTCUA_ROLE: oneOf(
    ['all', 'web', 'worker'],
    'all',
    'What this process does: serve pages, do background work, or both',
  ),
  MOTCUA_SEED_DOSSIERS: integer(3000, 'Dossiers of the demonstration province, made at the first start'),
  MOTCUA_SEED: integer(
    20261118,
    'Number from which the demonstration is drawn: the same number gives the same province',
  ),
  MOTCUA_LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'info', 'Least level that is logged'),
  MOTCUA_METRICS_TOKEN: word('', 'Bearer token that /metrics asks for; empty: only from this machine'),
  MOTCUA_RATE_LIMIT: integer(600, 'Requests a minute from one address or token'),
  MOTCUA_TRUST_PROXY: flag(false, 'Whether X-Forwarded-* of a proxy before it is believed'),
  MOTCUA_UPLOAD_MEGABYTES: integer(20, 'Largest file that is taken'),
  MOTCUA_SMTP_URL: word(
    '',
    'SMTP server for notices: smtp://USER:PASSWORD@host:port; empty: no e-mail (demonstration: a mailbox at /mo-phong/tin-nhan)',
  ),
  MOTCUA_MAIL_FROM: word('Một Cửa <khong-tra-loi@mot-cua.invalid>', 'Sender of e-mail notices'),
  MOTCUA_BOUNCE_ADDRESS: word(
    '',
    'Mailbox that undeliverable mail returns to, with +… added to its name (at most 14 letters before the @); empty: returns go to the sender',
  ),
  MOTCUA_BOUNCE_TOKEN: word(
    '',
    'Password with which the mail server hands that mailbox over at POST /api/v1/notices/bounces; empty: none is taken',
  ),
  MOTCUA_SMS_URL: word('', 'HTTP gateway for text messages; empty: none (demonstration: as for e-mail)'),
  MOTCUA_SMS_TOKEN: word('', 'Bearer token of that gateway'),
  MOTCUA_ZALO_URL: word('', 'HTTP gateway for Zalo notices; empty: none (demonstration: as for e-mail)'),
  MOTCUA_ZALO_TOKEN: word('', 'Access token of that gateway'),
  MOTCUA_VAPID_PUBLIC: word(
    '',
    'Public key for web push; empty: a pair is made once and kept in MOTCUA_VAR/vapid.json',
  ),
  MOTCUA_VAPID_PRIVATE: word('', 'Private key for web push, with MOTCUA_VAPID_PUBLIC'),
  MOTCUA_WEB: oneOf(['built', 'dev'], 'built', 'built: pages from build/; dev: pages rebuilt as they change'),
})

export type Environment = Static<typeof ConfigSchema>

export interface Config {
  demo: boolean
  host: string
  port: number
  publicUrl: string
  databaseUrl: string | null
  databaseOwnerUrl: string | null
  databasePool: number
  varFolder: string
  filesFolder: string
  /** Null: no scanner drops files here. */
  scanFolder: string | null
  s3Url: string | null
  masterKey: string
  sessionSecret: string
  onlineFiling: 'here' | 'national'
  nationalPortalUrl: string
  /** Null: no online payment. */
  paymentUrl: string | null
  paymentPartner: string
  paymentSecret: string
  /** Null: no registry is asked. */
  registry: { url: string; token: string } | null
  role: 'all' | 'web' | 'worker'
  seedDossiers: number
  seed: number
  logLevel: Environment['MOTCUA_LOG_LEVEL']
  metricsToken: string | null
  rateLimit: number
  trustProxy: boolean
  uploadBytes: number
  web: 'built' | 'dev'
  /** The password of whoever hands over the bounce mailbox; null: nobody does. */
  bounceToken: string | null
  /** How notices leave the house; null: not that way. */
  gateways: {
    smtpUrl: string | null
    mailFrom: string
    bounceAddress: string | null
    sms: { url: string; token: string } | null
    zalo: { url: string; token: string } | null
    vapid: { publicKey: string; privateKey: string } | null
  }
}

/** A fault of the configuration, in words for the engineer who starts the product. */
export class ConfigurationFault extends Error {
  override readonly name = 'ConfigurationFault'
}

const check = Compile(ConfigSchema)

/** Reads and checks the environment. Throws ConfigurationFault that names every variable that is wrong, never its value. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const known = Object.keys(ConfigSchema.properties) as (keyof Environment)[]
  const strange = Object.keys(environment).filter(
    (name) => name.startsWith('MOTCUA_') && !name.startsWith('MOTCUA_TEST_') && !known.includes(name as never),
  )
  const given = Object.fromEntries(
    known.map((name) => [
      name,
      environment[name] ?? (ConfigSchema.properties[name] as unknown as { default: string }).default,
    ]),
  )
  const faults = strange.map((name) => `${name}: no such variable`)
  if (!check.Check(given)) {
    for (const error of check.Errors(given)) faults.push(`${error.instancePath.slice(1)}: ${error.message}`)
  }
  if (faults.length === 0) faults.push(...productionFaults(given as Record<keyof Environment, string>))
  if (faults.length > 0) throw new ConfigurationFault(`configuration refused:\n  ${faults.join('\n  ')}`)
  return configOf(given as Record<keyof Environment, string>)
}

/** Short enough that a return address with id and seal keeps within 64 letters before the @ (RFC 5321 §4.5.3.1.1). */
const BOUNCE_ADDRESS = /^[a-z0-9._-]{1,14}@[a-z0-9.-]{1,200}$/i

/** What production may not run with (issue: refuses demonstration accounts and default secrets). */
function productionFaults(given: Record<keyof Environment, string>): string[] {
  const faults: string[] = []
  if (given.MOTCUA_SESSION_SECRET.length < 32) faults.push('MOTCUA_SESSION_SECRET: at least 32 characters')
  if ((given.MOTCUA_VAPID_PUBLIC === '') !== (given.MOTCUA_VAPID_PRIVATE === '')) {
    faults.push('MOTCUA_VAPID_PUBLIC, MOTCUA_VAPID_PRIVATE: both or none')
  }
  for (const name of ['MOTCUA_SMTP_URL', 'MOTCUA_SMS_URL', 'MOTCUA_ZALO_URL', 'MOTCUA_REGISTRY_URL'] as const) {
    if (given[name] !== '' && URL.parse(given[name]) === null) faults.push(`${name}: not an address`)
  }
  if (given.MOTCUA_BOUNCE_ADDRESS !== '' && !BOUNCE_ADDRESS.test(given.MOTCUA_BOUNCE_ADDRESS)) {
    faults.push('MOTCUA_BOUNCE_ADDRESS: name@host, at most 14 letters before the @')
  }
  if (given.MOTCUA_BOUNCE_TOKEN !== '' && given.MOTCUA_BOUNCE_TOKEN.length < 16) {
    faults.push('MOTCUA_BOUNCE_TOKEN: at least 16 characters')
  }
  if (given.MOTCUA_MODE !== 'production') return faults
  if (given.MOTCUA_MASTER_KEY === DEMO_MASTER_KEY) faults.push('MOTCUA_MASTER_KEY: the demonstration key in production')
  if (given.MOTCUA_SESSION_SECRET === DEMO_SESSION_SECRET) {
    faults.push('MOTCUA_SESSION_SECRET: the demonstration secret in production')
  }
  if (given.MOTCUA_PAYMENT_URL !== '' && given.MOTCUA_PAYMENT_SECRET === DEMO_PAYMENT_SECRET) {
    faults.push('MOTCUA_PAYMENT_SECRET: the demonstration secret in production')
  }
  if (given.DATABASE_URL === '') faults.push('DATABASE_URL: production needs its own PostgreSQL')
  if (given.MOTCUA_PUBLIC_URL === '') faults.push('MOTCUA_PUBLIC_URL: production needs its address')
  return faults
}

function configOf(given: Record<keyof Environment, string>): Config {
  const orNull = (value: string): string | null => (value === '' ? null : value)
  const port = Number(given.PORT)
  return {
    demo: given.MOTCUA_MODE === 'demonstration',
    host: given.HOST,
    port,
    publicUrl: orNull(given.MOTCUA_PUBLIC_URL)?.replace(/\/$/, '') ?? `http://localhost:${port}`,
    databaseUrl: orNull(given.DATABASE_URL),
    databaseOwnerUrl: orNull(given.DATABASE_OWNER_URL),
    databasePool: Number(given.DATABASE_POOL),
    varFolder: given.MOTCUA_VAR,
    filesFolder: orNull(given.MOTCUA_FILES) ?? `${given.MOTCUA_VAR}/files`,
    scanFolder:
      orNull(given.MOTCUA_SCAN_FOLDER) ??
      (given.MOTCUA_MODE === 'demonstration' ? `${given.MOTCUA_VAR}/may-quet` : null),
    s3Url: orNull(given.MOTCUA_S3_URL),
    masterKey: given.MOTCUA_MASTER_KEY,
    sessionSecret: given.MOTCUA_SESSION_SECRET,
    onlineFiling: given.MOTCUA_ONLINE_FILING as Config['onlineFiling'],
    nationalPortalUrl: given.MOTCUA_NATIONAL_PORTAL,
    paymentUrl: orNull(given.MOTCUA_PAYMENT_URL),
    paymentPartner: given.MOTCUA_PAYMENT_PARTNER,
    paymentSecret: given.MOTCUA_PAYMENT_SECRET,
    registry: httpOf(given.MOTCUA_REGISTRY_URL, given.MOTCUA_REGISTRY_TOKEN),
    role: given.MOTCUA_ROLE as Config['role'],
    seedDossiers: Number(given.MOTCUA_SEED_DOSSIERS),
    seed: Number(given.MOTCUA_SEED),
    logLevel: given.MOTCUA_LOG_LEVEL as Config['logLevel'],
    metricsToken: orNull(given.MOTCUA_METRICS_TOKEN),
    rateLimit: Number(given.MOTCUA_RATE_LIMIT),
    trustProxy: given.MOTCUA_TRUST_PROXY === 'true',
    uploadBytes: Number(given.MOTCUA_UPLOAD_MEGABYTES) * 1024 * 1024,
    web: given.MOTCUA_WEB as Config['web'],
    bounceToken: orNull(given.MOTCUA_BOUNCE_TOKEN),
    gateways: gatewaysOf(given),
  }
}

function httpOf(url: string, token: string): { url: string; token: string } | null {
  return url === '' ? null : { url: url.replace(/\/$/, ''), token }
}

function gatewaysOf(given: Record<keyof Environment, string>): Config['gateways'] {
  return {
    smtpUrl: given.MOTCUA_SMTP_URL === '' ? null : given.MOTCUA_SMTP_URL,
    mailFrom: given.MOTCUA_MAIL_FROM,
    bounceAddress: given.MOTCUA_BOUNCE_ADDRESS === '' ? null : given.MOTCUA_BOUNCE_ADDRESS,
    sms: httpOf(given.MOTCUA_SMS_URL, given.MOTCUA_SMS_TOKEN),
    zalo: httpOf(given.MOTCUA_ZALO_URL, given.MOTCUA_ZALO_TOKEN),
    vapid:
      given.MOTCUA_VAPID_PUBLIC === ''
        ? null
        : { publicKey: given.MOTCUA_VAPID_PUBLIC, privateKey: given.MOTCUA_VAPID_PRIVATE },
  }
}
