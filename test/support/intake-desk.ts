import assert from 'node:assert/strict'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { TestDatabase } from './database.ts'
import { openTestDesk, type TestDesk } from './desk.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestCitizen,
  type TestOfficer,
  type TestProvince,
} from './province.ts'

export const INTAKE = '/lam-viec/tiep-nhan'
/** A procedure without a fee, settled by the commune. */
export const DEATH = '1.000656'

export type Fields = Readonly<Record<string, string | readonly string[]>>

/** The page of intake as a receptionist of phường Phố Hiến has it, and a citizen with a card before the counter. */
export interface IntakeDesk {
  database: TestDatabase
  province: TestProvince
  desk: TestDesk
  clerk: TestOfficer
  app: FastifyInstance
  citizen: TestCitizen
  /** Sends the form, `on` another officer's page when it is given. */
  post(
    fields: Fields,
    options?: { on?: FastifyInstance; files?: [string, Blob, string][] },
  ): Promise<LightMyRequestResponse>
  /** What the scanner reads off the citizen's card. */
  card(changes?: Partial<{ number: string; name: string; birth: string; sex: string; address: string }>): string
  close(): Promise<void>
}

/** Close it in `after`. */
export async function openIntakeDesk(): Promise<IntakeDesk> {
  const database = await provinceDatabase()
  const province = await seedTestProvince(database)
  const desk = await openTestDesk(province)
  const clerk = await province.newOfficer('Tiếp Nhận', [
    { agencySlug: 'mot-cua-phuong-pho-hien', role: 'receptionist' },
  ])
  const app = await desk.appOf(clerk)
  const citizen = await province.newCitizen({ fullName: 'Trần Thị Thu Hương', sex: 'female', birthDate: '1990-02-03' })
  const post: IntakeDesk['post'] = async (fields, options = {}) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one)
    for (const [name, blob, file] of options.files ?? []) form.append(name, blob, file)
    const sent = new Response(form)
    const headers = { 'content-type': sent.headers.get('content-type') ?? '' }
    const payload = Buffer.from(await sent.arrayBuffer())
    return (options.on ?? app).inject({ method: 'POST', url: INTAKE, headers, payload })
  }
  const card: IntakeDesk['card'] = (changes = {}) => {
    const { number = citizen.profile.identityNumber ?? '', name = 'Trần Thị Thu Hương', birth = '03021990' } = changes
    return [
      number,
      '',
      name,
      birth,
      changes.sex ?? 'Nữ',
      changes.address ?? 'Số 5, Phố Hiến, Hưng Yên',
      '25042021',
    ].join('|')
  }
  return {
    database,
    province,
    desk,
    clerk,
    app,
    citizen,
    post,
    card,
    async close() {
      await desk.close()
      await province.close()
      await database.close()
    },
  }
}

/** As `assert.match`, but says what a person would read instead. */
export function stands(body: string, words: RegExp): void {
  const read = body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  assert.ok(words.test(body), `${words} does not stand in: ${read.slice(0, 1500)}`)
}

/** The fields of the page as a browser without a script would send them again. */
export function fieldsOf(body: string): Record<string, string[]> {
  const fields: Record<string, string[]> = {}
  const add = (name: string, value: string) => {
    fields[name] = [...(fields[name] ?? []), value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')]
  }
  const form = /<form [^>]*id="tiep-nhan"[\s\S]*?<\/form>/.exec(body)?.[0] ?? ''
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    const type = /type="([^"]*)"/.exec(tag)?.[1] ?? 'text'
    if (name === undefined || type === 'file') continue
    if ((type === 'radio' || type === 'checkbox') && !/ checked=""/.test(tag)) continue
    add(name, /value="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  for (const [, name = '', options = ''] of form.matchAll(/<select [^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)) {
    const chosen = [...options.matchAll(/<option [^>]*>/g)].find(([tag]) => / selected=""/.test(tag))?.[0]
    add(name, /value="([^"]*)"/.exec(chosen ?? '')?.[1] ?? '')
  }
  return fields
}
