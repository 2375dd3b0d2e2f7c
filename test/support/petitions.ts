import assert from 'node:assert/strict'
import { anonymous } from '../../src/modules/organisation/index.ts'
import {
  carryOut,
  type ReceivedPetition,
  type ReceiveRequest,
  receivePetition,
  type TypedPetition,
} from '../../src/modules/petitions/index.ts'
import type { PetitionState, PetitionVerb } from '../../src/modules/petitions/petition.ts'
import type { VerbInput } from '../../src/modules/petitions/verb.ts'
import { newId } from '../../src/platform/ids.ts'
import type { TestDatabase } from './database.ts'
import { provinceDatabase, seedTestProvince, type TestOfficer, type TestProvince } from './province.ts'

/** A province with the ward that petitions are sent to. */
export interface PetitionStage {
  database: TestDatabase
  province: TestProvince
  clerk: TestOfficer
  handler: TestOfficer
  head: TestOfficer
  agencyId(slug: string): string
  /** Sends one, each from an address of its own; `changes` to what is typed, `more` to how it comes. */
  send(changes?: Partial<TypedPetition>, more?: Partial<ReceiveRequest>): Promise<ReceivedPetition>
  act(actor: TestOfficer, petitionId: string, verb: PetitionVerb, input?: VerbInput): Promise<PetitionState>
  close(): Promise<void>
}

export async function openPetitionStage(usual: Partial<TypedPetition> = {}): Promise<PetitionStage> {
  const database = await provinceDatabase()
  const province = await seedTestProvince(database)
  province.setClock('2026-11-18T09:00')
  const agencyId = (slug: string): string => province.directory.bySlug(slug)?.id ?? assert.fail(slug)
  let senders = 0
  return {
    database,
    province,
    clerk: province.officerIn('phuong-pho-hien', 'receptionist'),
    handler: province.officerIn('phuong-pho-hien', 'handler'),
    head: province.officerIn('phuong-pho-hien', 'approver'),
    agencyId,
    send(changes = {}, more = {}) {
      const typed: TypedPetition = {
        channel: 'web',
        agencyId: agencyId('phuong-pho-hien'),
        kind: 'other',
        subject: 'Đèn đường hỏng',
        text: 'Đèn đường ở ngõ 12 hỏng đã hai tuần, đi lại ban đêm rất nguy hiểm.',
        place: '',
        about: '',
        dossierCode: '',
        isAnonymous: false,
        fullName: 'Bùi Thị Kín',
        phone: '',
        email: '',
        ...usual,
        ...changes,
      }
      const address = `10.3.0.${senders++}`
      return receivePetition(province.context, { actor: anonymous, typed, commandId: newId(), address, ...more })
    },
    act: (actor, petitionId, verb, input = {}) => carryOut(province.context, { petitionId, verb, actor, input }),
    async close() {
      await province.close()
      await database.close()
    },
  }
}
