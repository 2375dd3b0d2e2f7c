import { createHash, randomUUID } from 'node:crypto'
import type { Kit } from '../../src/modules/casework/offline/kit.ts'
import { nextNumber, yearStart } from '../../src/modules/casework/offline/numbering.ts'
import { prepareKit } from '../../src/modules/casework/offline/prepare-kit.ts'
import { receiveRecord } from '../../src/modules/casework/offline/receive-record.ts'
import type { RecordAnswer, RecordBody, Resolution, SentRecord } from '../../src/modules/casework/offline/schemas.ts'
import type { Actor } from '../../src/modules/organisation/index.ts'
import { localDate } from '../../src/platform/civil-date.ts'
import { newId } from '../../src/platform/ids.ts'
import type { TestOfficer, TestProvince } from './province.ts'

type Written = Omit<SentRecord, 'sentAt'>

/** A machine at a counter as the browser's island plays it: a kit, a journal, numbers of its own. */
export class TestMachine {
  readonly deviceId = newId()
  readonly records: Written[] = []
  readonly #province: TestProvince
  readonly officer: TestOfficer
  readonly #given = new Set<string>()
  kit!: Kit
  #head = ''

  private constructor(province: TestProvince, officer: TestOfficer) {
    this.#province = province
    this.officer = officer
  }

  static async prepared(province: TestProvince, officer: TestOfficer): Promise<TestMachine> {
    const machine = new TestMachine(province, officer)
    await machine.prepare()
    return machine
  }

  async prepare(): Promise<void> {
    const mandate = this.officer.mandates.find(({ role }) => role === 'receptionist')
    const made = await prepareKit(
      this.#province.context,
      { publicUrl: 'http://localhost', mostFileBytes: 20_000_000 },
      { actor: this.officer, deviceId: this.deviceId, mandateId: mandate?.id ?? '' },
    )
    this.kit = JSON.parse(made.content) as Kit
    this.#head = made.contentHash
    this.records.length = 0
  }

  nextCode(onDate = localDate(this.#province.now())): string {
    return this.#take(this.kit.codes, onDate)
  }

  nextReceipt(): string {
    return this.#take(this.kit.receipts, yearStart(localDate(this.#province.now())))
  }

  #take(ranges: Kit['codes'], onDate: string): string {
    const next = nextNumber(ranges, onDate, this.#given)
    if (next === null) throw new Error('no number is left')
    this.#given.add(next.text)
    return next.text
  }

  write(body: Omit<RecordBody, 'nonce' | 'deviceAt'> & { deviceAt?: number }): Written {
    const text = JSON.stringify({ nonce: randomUUID(), deviceAt: this.#province.now(), ...body })
    const hash = createHash('sha256').update(`${this.#head}\n${text}`).digest('hex')
    const record = { id: newId(), position: this.records.length + 1, prevHash: this.#head, hash, body: text }
    this.records.push(record)
    this.#head = hash
    return record
  }

  /** An intake of a new citizen, complete but for what `more` changes. */
  intake(more: Record<string, unknown> = {}): Written {
    const procedure = this.kit.procedures.find(({ needsCommune }) => needsCommune)
    const serial = Math.floor(Math.random() * 1_000_000)
    return this.write({
      kind: 'intake',
      code: more.code === undefined ? this.nextCode() : String(more.code),
      acceptId: newId(),
      versionId: procedure?.versionId ?? '',
      caseKey: procedure?.cases[0]?.key ?? null,
      channel: 'counter',
      applicant: {
        kind: 'citizen',
        fullName: 'Nguyễn Thị Hoa',
        identityNumber: `033190${String(serial).padStart(6, '0')}`,
      },
      confirmed: false,
      communeCode: '11953',
      request: '',
      papers: [],
      files: [],
      promisedAt: null,
      ...more,
    } as never)
  }

  cash(intakeId: string | null, amount: number, receiptNumber = this.nextReceipt()): Written {
    return this.write({ kind: 'cash', receiptNumber, amount, purpose: 'fee', intakeId } as never)
  }

  send(record: Written, more: { resolution?: Resolution; actor?: Actor; sentAt?: number } = {}): Promise<RecordAnswer> {
    const { actor = this.officer, sentAt = this.#province.now(), resolution } = more
    const sent = { ...record, sentAt, ...(resolution === undefined ? {} : { resolution }) }
    return receiveRecord(this.#province.context, actor, { kitId: this.kit.kitId, sent })
  }
}
