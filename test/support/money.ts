import { join } from 'node:path'
import fastify from 'fastify'
import { type RunningPlatform, startPaymentPlatform } from '../../src/fakes/payment-platform.ts'
import {
  importFeeTable,
  type MoneyContext,
  moneyRoutes,
  openDrawer,
  openPaymentPlatform,
} from '../../src/modules/money/index.ts'
import { query } from '../../src/platform/db.ts'
import type { AgencyId, DossierId } from '../../src/platform/ids.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { seedTestProvince, type TestCitizen, type TestOfficer, type TestProvince } from './province.ts'

export const BUILDING_PERMIT = '1.013225'
const CENTRE = 'mot-cua-phuong-pho-hien'

/** A province with the shipped fee table, a cashier, a leader, and the payment platform's fake over real HTTP. */
export interface MoneyStage {
  database: TestDatabase
  province: TestProvince
  money: MoneyContext
  platform: RunningPlatform
  cashier: TestOfficer
  /** A second receptionist of the same centre. */
  second: TestOfficer
  leader: TestOfficer
  agencyId: AgencyId
  /** A dossier just accepted by the cashier; of the building permit: lệ phí 75.000 due now, phí 150.000 at the return. */
  accepted(filing?: {
    procedureCode?: string
    citizen?: TestCitizen
  }): Promise<{ id: DossierId; code: string; citizen: TestCitizen }>
  /** Rows of a hand-written question, as the application. */
  rows<Row>(text: string, values?: unknown[]): Promise<Row[]>
  openDrawer(officer: TestOfficer, float?: number, counter?: string): Promise<string>
  close(): Promise<void>
}

export async function openMoneyStage(): Promise<MoneyStage> {
  const database = await testDatabase()
  const province = await seedTestProvince(database)
  await importFeeTable(database.db, join(import.meta.dirname, '../../data'))
  const [partner, secret] = ['THU', 'bi-mat-thu-nghiem']
  const platform = await startPaymentPlatform({ partner, secret })
  const client = openPaymentPlatform({ url: platform.url, partner, secret, patience: 2000 })
  const money: MoneyContext = { casework: province.context, platform: client }
  const app = fastify({ logger: false })
  await app.register(moneyRoutes, { context: money })
  platform.partner.callbackUrl = `${await app.listen({ port: 0, host: '127.0.0.1' })}/api/v1/money/platform-callback`
  const make = (name: string) => province.newOfficer(name, [{ agencySlug: CENTRE, role: 'receptionist' }])
  const cashier = await make('Thu Ngân Một')
  const leader = await province.newOfficer('Lãnh Đạo Phường', [
    { agencySlug: 'phuong-pho-hien', role: 'agency_leader' },
  ])
  const second = await make('Thu Ngân Hai')
  const agencyId = province.directory.bySlug(CENTRE)?.id
  if (agencyId === undefined) throw new Error(`no ${CENTRE}`)
  return {
    database,
    province,
    money,
    platform,
    cashier,
    second,
    leader,
    agencyId,
    async accepted({ procedureCode = BUILDING_PERMIT, citizen } = {}) {
      const filed = await province.submit({
        procedureCode,
        desk: cashier,
        channel: 'counter',
        ...(citizen === undefined ? {} : { citizen }),
      })
      const { state } = await province.act(filed.dossierId, 'accept', cashier)
      return { id: filed.dossierId, code: state.code ?? '', citizen: filed.citizen }
    },
    rows: (text, values = []) => query(database.db.read, text, values),
    async openDrawer(officer, float = 500_000, counter = 'Quầy 1') {
      return (await openDrawer(money, { agencyId, counter, float, actor: officer })).id
    },
    async close() {
      await app.close()
      await platform.close()
      await province.close()
      await database.close()
    },
  }
}

/** The journal's balance over everything: zero, whatever happened. */
export async function journalBalance(stage: MoneyStage): Promise<number> {
  const [row] = await stage.rows<{ sum: number }>(
    'SELECT coalesce(sum(debit - credit), 0)::bigint AS sum FROM money_posting',
  )
  return row?.sum ?? Number.NaN
}

/** What an account holds now: debit less credit. */
export async function accountBalance(stage: MoneyStage, kind: string): Promise<number> {
  const [row] = await stage.rows<{ sum: number }>(
    `SELECT coalesce(sum(p.debit - p.credit), 0)::bigint AS sum FROM money_posting p JOIN money_account a ON a.id = p.account_id
     WHERE a.agency_id = $1 AND a.kind = $2`,
    [stage.agencyId, kind],
  )
  return row?.sum ?? Number.NaN
}
