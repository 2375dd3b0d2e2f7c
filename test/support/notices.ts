import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type FakeGateway,
  startFakePush,
  startFakeSms,
  startFakeSmtp,
  startFakeZalo,
} from '../../src/fakes/message-gateways.ts'
import {
  deliverNotices,
  followLedger,
  importTemplates,
  loadTemplateFiles,
  type NoticesContext,
  openGateways,
  returnAddress,
} from '../../src/modules/notices/index.ts'
import type { TestProvince } from './province.ts'

const DATA = join(import.meta.dirname, '../../data')
const TIMEOUT_MS = 400

/** Notices over a test province, through gateways of this machine. Close it before the province. */
export interface TestNotices {
  context: NoticesContext
  email: FakeGateway
  sms: FakeGateway
  zalo: FakeGateway
  push: FakeGateway
  /** Tells of what happened and sends what is due now. */
  run(): Promise<void>
  close(): Promise<void>
}

export async function openTestNotices(province: TestProvince): Promise<TestNotices> {
  const [email, sms, zalo, push] = await Promise.all([
    startFakeSmtp(),
    startFakeSms({ token: 'sms-token' }),
    startFakeZalo({ token: 'zalo-token' }),
    startFakePush(),
  ])
  const varFolder = await mkdtemp(join(tmpdir(), 'motcua-notices-'))
  const gateways = await openGateways({
    smtpUrl: email.url,
    mailFrom: 'Một Cửa <mot-cua@vi-du.invalid>',
    returnAddressOf: (id) => returnAddress(province.context.keys, 'tra-lai@vi-du.invalid', id),
    sms: { url: sms.url, token: 'sms-token' },
    zalo: { url: zalo.url, token: 'zalo-token' },
    vapid: null,
    varFolder,
    publicUrl: 'http://localhost:3000',
    demo: true,
    timeoutMs: TIMEOUT_MS,
  })
  const { db, keys } = province.context
  const context: NoticesContext = { db, keys, casework: province.context, gateways, publicUrl: 'http://localhost:3000' }
  await importTemplates(db, await loadTemplateFiles(DATA))
  return {
    context,
    email,
    sms,
    zalo,
    push,
    async run() {
      await followLedger(context)
      while ((await deliverNotices(context)) > 0);
    },
    async close() {
      for (const gateway of [gateways.email, gateways.sms, gateways.zalo, gateways.push]) gateway?.close()
      await Promise.all([email, sms, zalo, push].map((fake) => fake.close()))
      await rm(varFolder, { recursive: true, force: true })
    },
  }
}
