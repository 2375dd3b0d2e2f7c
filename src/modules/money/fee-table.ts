import Type, { type Static } from 'typebox'
import { BilingualText, Channel, ProcedureCode } from '../catalogue/schemas.ts'

const closed = { additionalProperties: false } as const
const literals = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>(Type.String({ enum: [...values] }))
const Key = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 })
const Line = Type.String({ minLength: 1, maxLength: 600 })
const IsoDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** `fee` is lệ phí, `charge` is phí (Law 97/2015/QH13 Art. 3), as in the catalogue. */
export const chargeKinds = ['fee', 'charge'] as const
export type ChargeKind = (typeof chargeKinds)[number]

/** When it is collected: as the dossier is accepted, while it is handled, as the result is handed over. */
export const collectMoments = ['acceptance', 'later', 'return'] as const
export type CollectMoment = (typeof collectMoments)[number]

/** Groups of people whom the law lets off (Law 97/2015/QH13 Art. 10.1), and digital citizens (NQ 66.22/2026/NQ-CP Art. 5). */
export const personGroups = [
  'child',
  'poor_household',
  'elderly',
  'disabled',
  'merit',
  'minority_remote',
  'digital_citizen',
] as const
export type PersonGroup = (typeof personGroups)[number]

/** An amount that the People's Council of the province sets. Dates inclusive; left out: as the table. */
export const LocalFeeLine = Type.Object(
  {
    key: Key,
    procedures: Type.Array(ProcedureCode, { minItems: 1 }),
    kind: literals(chargeKinds),
    amount: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
    name: BilingualText,
    channel: Type.Optional(Channel),
    caseKey: Type.Optional(Key),
    collect: Type.Optional(literals(collectMoments)),
    validFrom: Type.Optional(IsoDate),
    validTo: Type.Optional(IsoDate),
    basis: Type.Optional(Line),
  },
  closed,
)
export type LocalFeeLine = Static<typeof LocalFeeLine>

export const Waiver = Type.Object(
  {
    key: Key,
    group: literals(personGroups),
    percent: Type.Integer({ minimum: 1, maximum: 100 }),
    kinds: Type.Array(literals(chargeKinds), { minItems: 1 }),
    /** Left out: for every procedure. */
    procedures: Type.Optional(Type.Array(ProcedureCode)),
    channel: Type.Optional(Channel),
    validFrom: Type.Optional(IsoDate),
    validTo: Type.Optional(IsoDate),
    basis: Line,
    unsure: Type.Optional(Line),
  },
  closed,
)
export type Waiver = Static<typeof Waiver>

/** What becomes of fees and charges when a dossier ends without a result: of what is due, and of what was paid. */
export const EndedRule = Type.Object(
  {
    key: Key,
    kinds: Type.Array(literals(chargeKinds), { minItems: 1 }),
    /** Whether the agency had begun to handle it; left out: either way. */
    begun: Type.Optional(Type.Boolean()),
    due: literals(['keep', 'release']),
    paid: literals(['keep', 'refund']),
    basis: Line,
    unsure: Type.Optional(Line),
  },
  closed,
)
export type EndedRule = Static<typeof EndedRule>

export const CollectingAccount = Type.Object(
  {
    /** Slug of the collecting agency, or `*` for those that have none of their own. */
    agency: Type.String(),
    bin: Type.String({ pattern: '^\\d{6}$' }),
    bank: Line,
    number: Type.String({ pattern: '^[A-Za-z0-9]{4,19}$' }),
    holder: Type.String({ pattern: '^[A-Z0-9 ]{1,60}$' }),
  },
  closed,
)
export type CollectingAccount = Static<typeof CollectingAccount>

/** The fee table of a province: what the national catalogue leaves to it. */
export const FeeTable = Type.Object(
  {
    validFrom: IsoDate,
    /** The amounts are examples: shown with every amount that comes from here. */
    illustrative: Type.Boolean(),
    source: Line,
    unstatedAs: literals(chargeKinds),
    collect: Type.Object(
      { default: literals(collectMoments), procedures: Type.Record(Type.String(), literals(collectMoments)) },
      closed,
    ),
    lines: Type.Array(LocalFeeLine),
    waivers: Type.Array(Waiver),
    /** The first that fits counts; without one all is kept. */
    ended: Type.Optional(Type.Array(EndedRule)),
    accounts: Type.Array(CollectingAccount),
  },
  closed,
)
export type FeeTable = Static<typeof FeeTable>

/** Whether a day lies in a time of validity; both ends count. */
export function isValidOn(span: { validFrom?: string; validTo?: string }, date: string): boolean {
  return (span.validFrom ?? '') <= date && date <= (span.validTo ?? '9999-12-31')
}

/** The account that an agency's payments go to; null where the table names none. */
export function accountFor(table: FeeTable | null, agencySlug: string): CollectingAccount | null {
  const accounts = table?.accounts ?? []
  return accounts.find(({ agency }) => agency === agencySlug) ?? accounts.find(({ agency }) => agency === '*') ?? null
}
