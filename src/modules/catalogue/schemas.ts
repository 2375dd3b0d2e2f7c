import Type, { type Static } from 'typebox'

const closed = { additionalProperties: false } as const
const nullable = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])
const literals = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>(Type.String({ enum: [...values] }))

export const CHANNELS = ['online', 'counter', 'post'] as const
export const LEVELS = ['province', 'commune', 'mixed'] as const
/** Working days, working hours, calendar days, months. */
export const LIMIT_UNITS = ['wd', 'wh', 'd', 'm'] as const
export const SERVICE_LEVELS = ['information', 'partial', 'full'] as const
/** Who may apply: the codes of the national portal, in its own spelling (both Đ and D occur there). */
export const SUBJECT_TYPES = [
  'ĐT1',
  'ĐT2',
  'ĐT3',
  'ĐT4',
  'ĐT6',
  'ĐT7',
  'ĐT8',
  'ĐT9',
  'ĐT10',
  'DT11',
  'DT12',
  'DT13',
  'ĐT14',
  'ĐT15',
] as const

const Key = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 })
const Slug = Key
const Line = Type.String({ minLength: 1, maxLength: 600 })
const Prose = Type.String({ minLength: 1, maxLength: 8000 })
const IsoDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** A national procedure code, `P.NNNNNN`. */
export const ProcedureCode = Type.String({ pattern: '^\\d\\.\\d{6}$' })

/** Text in both languages of the product. */
export const BilingualText = Type.Object({ vi: Line, en: Line }, closed)
export type BilingualText = Static<typeof BilingualText>

/** An official Vietnamese text, with an English reading where there is one. */
export const OfficialText = Type.Object({ vi: Line, en: Type.Optional(Line) }, closed)
export type OfficialText = Static<typeof OfficialText>

export const Channel = literals(CHANNELS)
export type Channel = Static<typeof Channel>

/**
 * A time limit. `quantity` counts `unit`s; halves occur (7.5 working days). A result due the same day is
 * `{ quantity: 0, unit: 'wd', sameDayCutoffMinute: 900 }`: received up to that minute of the day (15:00, also when left out)
 * it is due at the end of that working day, afterwards at the end of the next one; null: no cut-off.
 */
export const Limit = Type.Object(
  {
    quantity: Type.Number({ minimum: 0, maximum: 1000, multipleOf: 0.5 }),
    unit: literals(LIMIT_UNITS),
    sameDayCutoffMinute: Type.Optional(nullable(Type.Integer({ minimum: 0, maximum: 1439 }))),
  },
  closed,
)
export type Limit = Static<typeof Limit>

/** One way to submit. `limitRaw` is the limit as the source has it, also where it could not be read. */
export const ChannelTerms = Type.Object({ channel: Channel, limit: nullable(Limit), limitRaw: Type.String() }, closed)
export type ChannelTerms = Static<typeof ChannelTerms>

/** A case of a procedure (trường hợp) with its own limit. The first case of the list is the one assumed when none is named. */
export const ProcedureCase = Type.Object(
  {
    key: Key,
    /** The case code of the national catalogue (`1.001193.01`) where known. */
    code: nullable(Type.String({ pattern: '^\\d\\.\\d{6}\\.\\d{2}$' })),
    name: OfficialText,
    condition: nullable(Line),
    limit: nullable(Limit),
    limitRaw: Type.String(),
  },
  closed,
)
export type ProcedureCase = Static<typeof ProcedureCase>

/**
 * One line of money. `kind`: `charge` is phí, `fee` is lệ phí (Law 97/2015/QH13, Art. 3), `unstated` when the source does
 * not say which. `status`: `amount` (whole đồng in `amount`), `free` (the source itself says so), `local` (the People's
 * Council of the province decides; zero in the source does not mean free), `unknown` (the source says nothing usable).
 * `channel` and `caseKey` null mean any.
 */
export const FeeLine = Type.Object(
  {
    kind: literals(['fee', 'charge', 'unstated']),
    status: literals(['amount', 'free', 'local', 'unknown']),
    amount: nullable(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
    /** What one amount is for, when not the dossier: `việc`, `bản`. */
    per: nullable(Line),
    channel: nullable(Channel),
    caseKey: nullable(Key),
    /** For whom or for what this line stands. */
    condition: nullable(Line),
    raw: Type.String(),
    /** Where the source says when it is collected: at acceptance, while it is handled, at the return. */
    collect: Type.Optional(literals(['acceptance', 'later', 'return'])),
    /** Groups of people for whom alone this line stands; left out: for all. */
    groups: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { minItems: 1 })),
    /** First and last day of this line, where the source has them. */
    validFrom: Type.Optional(IsoDate),
    validTo: Type.Optional(IsoDate),
    legalBasis: Type.Optional(Line),
  },
  closed,
)
export type FeeLine = Static<typeof FeeLine>

/**
 * One line of the dossier's composition (thành phần hồ sơ). `kind`: `form` is filled in, `paper` is handed in, `data` is
 * looked up by the authority, `note` is guidance and never asked for. Components with one `alternativesGroup` replace each
 * other: any one of them will do. `originals` and `copies` are null where the source gives no number.
 * An `abolished` paper is kept as found in the source but never asked for.
 */
export const ProcedureComponent = Type.Object(
  {
    key: Key,
    name: OfficialText,
    nationalCode: nullable(Type.String({ maxLength: 40 })),
    /** The number of a legal form: `CT01`, `Mẫu 18`. */
    formNumber: nullable(Line),
    kind: literals(['paper', 'form', 'note', 'data']),
    originals: nullable(Type.Integer({ minimum: 0, maximum: 99 })),
    copies: nullable(Type.Integer({ minimum: 0, maximum: 99 })),
    required: literals(['always', 'when']),
    condition: nullable(Line),
    alternativesGroup: nullable(Key),
    /** Cases this line belongs to; null for all. */
    caseKeys: nullable(Type.Array(Key, { minItems: 1 })),
    /** Result codes, procedure codes or `population-database` whose data make the paper needless (NĐ 224/2026, Art. 18.4). */
    replaceableBy: Type.Array(Type.String({ maxLength: 40 })),
    abolished: Type.Boolean(),
    legalBasis: nullable(Line),
  },
  closed,
)
export type ProcedureComponent = Static<typeof ProcedureComponent>

export const ProcedureResult = Type.Object(
  { key: Key, name: OfficialText, nationalCode: nullable(Type.String({ maxLength: 40 })) },
  closed,
)
export type ProcedureResult = Static<typeof ProcedureResult>

export const LegalBasis = Type.Object({ number: Line, name: nullable(Line), articles: nullable(Line) }, closed)
export type LegalBasis = Static<typeof LegalBasis>

/** Something the source left open. `path` is a JSON pointer without the leading slash into the document. */
export const Unsure = Type.Object({ path: Type.String(), why: BilingualText, raw: Type.String() }, closed)
export type Unsure = Static<typeof Unsure>

/** The agency that decides: the people's committee of the commune concerned, or one agency of the province. */
export const CompetentAgency = Type.Union([
  Type.Object({ rule: Type.Literal('commune') }, closed),
  Type.Object({ rule: Type.Literal('department'), agencySlug: Slug }, closed),
])
export type CompetentAgency = Static<typeof CompetentAgency>

export const FieldReference = Type.Object(
  { key: Key, code: nullable(Type.String({ pattern: '^[A-Z]\\d{2}-[A-Z]{2}\\d{2}$' })), name: BilingualText },
  closed,
)
export type FieldReference = Static<typeof FieldReference>

/** A procedure as published: everything an applicant is told and everything a dossier is held to. */
export const ProcedureDocument = Type.Object(
  {
    code: ProcedureCode,
    name: OfficialText,
    /** `whole`: can be applied for. `entry`: a verified code and name, nothing more. */
    completeness: literals(['whole', 'entry']),
    field: FieldReference,
    level: literals(LEVELS),
    /** Kind of authority that decides. */
    authority: literals(['commune-committee', 'commune-police', 'department', 'province-committee', 'other']),
    /** The executing agency in the words of the source; empty when the source names none. */
    executingAgencyRaw: Type.String(),
    competentAgency: nullable(CompetentAgency),
    /** Where it may be handed in: any commune counter, the province's counter. */
    receivingPlaces: Type.Array(literals(['commune-counter', 'province-counter', 'online', 'post'])),
    coordinatingAgencySlugs: Type.Array(Slug),
    subjectTypes: Type.Array(literals(SUBJECT_TYPES)),
    executionSteps: Type.Array(Type.Object({ name: nullable(Line), text: Prose }, closed)),
    channels: Type.Array(ChannelTerms, { maxItems: 3 }),
    cases: Type.Array(ProcedureCase),
    /**
     * Which limit binds (see `effectiveLimit` in limit.ts). The cases in `exceptCaseKeys` keep their own limit although
     * the channel's binds otherwise. `confirmed`: nothing about the limit
     * is unsure (the two agree, or the control office has chosen); false is shown to officers.
     */
    effectiveLimit: Type.Object(
      {
        use: literals(['case', 'channel', 'none']),
        exceptCaseKeys: Type.Array(Key),
        confirmed: Type.Boolean(),
        reason: nullable(BilingualText),
      },
      closed,
    ),
    fees: Type.Array(FeeLine),
    /** After a supplement the limit starts again from zero (NĐ 61/2018, Art. 19.4) or goes on where it stood. */
    afterSupplement: literals(['restart', 'resume']),
    /** How often a supplement may be asked for without a recorded legal ground (NĐ 61/2018, Art. 15.3: once). */
    mostSupplements: Type.Integer({ minimum: 0, maximum: 9 }),
    components: Type.Array(ProcedureComponent),
    results: Type.Array(ProcedureResult),
    legalBases: Type.Array(LegalBasis),
    serviceLevel: literals(SERVICE_LEVELS),
    serviceLevelReason: nullable(BilingualText),
    /** May be received anywhere in the province (phi địa giới). */
    nonBoundary: Type.Boolean(),
    lifeEvents: Type.Array(Key),
    keywords: Type.Array(Line),
    /** 0 rare … 100 what people ask for most: only breaks ties in search. */
    popularity: Type.Integer({ minimum: 0, maximum: 100 }),
    replacedBy: nullable(ProcedureCode),
    replaces: Type.Array(ProcedureCode),
    flows: Type.Array(Type.Object({ flow: Key, caseKeys: nullable(Type.Array(Key, { minItems: 1 })) }, closed)),
    sources: Type.Array(Line, { minItems: 1 }),
    unsure: Type.Array(Unsure),
    validFrom: IsoDate,
  },
  closed,
)
export type ProcedureDocument = Static<typeof ProcedureDocument>

export const STEP_KINDS = ['receive', 'process', 'review', 'approve', 'return'] as const
export const STEP_ROLES = ['receptionist', 'handler', 'reviewer', 'approver'] as const

/**
 * The agency of a step, relative to the dossier: `intake` where it was handed in, `competent` who decides, `processing` who
 * works for the one who decides (in the land flows: the commune where the land lies; the competent agency itself when the
 * dossier names no other), `return` where the result is handed over; or one agency by its slug.
 */
export const StepAgency = Type.Union([
  Type.Unsafe<'intake' | 'competent' | 'processing' | 'return'>(
    Type.String({ enum: ['intake', 'competent', 'processing', 'return'] }),
  ),
  Type.Object({ agencySlug: Slug }, closed),
])
export type StepAgency = Static<typeof StepAgency>

export const FlowStep = Type.Object(
  {
    key: Key,
    name: BilingualText,
    kind: literals(STEP_KINDS),
    role: literals(STEP_ROLES),
    agency: StepAgency,
    /** Part of the whole limit allotted to this step, 0…1; the shares of a flow sum to 1. */
    share: Type.Number({ minimum: 0, maximum: 1 }),
    next: Type.Array(Type.Object({ to: Key, name: Type.Optional(BilingualText) }, closed)),
    /** Steps to which the dossier may be sent back. */
    back: Type.Array(Key),
    mayRequestSupplement: Type.Boolean(),
    mayAskOpinion: Type.Boolean(),
    maySuspend: Type.Boolean(),
    opinionAgencies: Type.Optional(Type.Array(Slug)),
    opinionWorkingDays: Type.Optional(Type.Number({ minimum: 0.5, maximum: 60, multipleOf: 0.5 })),
  },
  closed,
)
export type FlowStep = Static<typeof FlowStep>

/** A processing flow ("electronic process") as a list of steps; `flow.ts` checks that it can be walked to its end. */
export const FlowDefinition = Type.Object(
  {
    code: Key,
    /** The author's own number; the database counts its versions by itself. */
    version: Type.Integer({ minimum: 1 }),
    name: BilingualText,
    note: BilingualText,
    steps: Type.Array(FlowStep, { minItems: 3, maxItems: 30 }),
  },
  closed,
)
export type FlowDefinition = Static<typeof FlowDefinition>

/** A field of state management (lĩnh vực). `code` is null where the national code is not known. */
export const FieldDefinition = Type.Object(
  { key: Key, code: FieldReference.properties.code, name: BilingualText, order: Type.Integer({ minimum: 0 }) },
  closed,
)
export type FieldDefinition = Static<typeof FieldDefinition>

export const LifeEventDefinition = Type.Object(
  {
    key: Key,
    audience: literals(['citizen', 'business']),
    name: BilingualText,
    /** One line under the name: what people come for. */
    summary: BilingualText,
    order: Type.Integer({ minimum: 0 }),
  },
  closed,
)
export type LifeEventDefinition = Static<typeof LifeEventDefinition>

/**
 * A code that is not (or no longer) a procedure of its own: `replaced` by another, `withdrawn` without a successor, or
 * `local`, a province's own code for the same matter as a national one (then `replacedBy` is the national code).
 */
export const LineageEntry = Type.Object(
  {
    code: ProcedureCode,
    kind: literals(['replaced', 'withdrawn', 'local']),
    replacedBy: nullable(ProcedureCode),
    note: nullable(Line),
    source: Line,
  },
  closed,
)
export type LineageEntry = Static<typeof LineageEntry>

/** One line of a list of procedures. `limit` is the one for the counter and the first case, null when none is legible. */
export const ProcedureHit = Type.Object(
  {
    versionId: Type.String({ format: 'uuid' }),
    code: ProcedureCode,
    name: OfficialText,
    fieldKey: Key,
    level: literals(LEVELS),
    completeness: ProcedureDocument.properties.completeness,
    serviceLevel: literals(SERVICE_LEVELS),
    limit: nullable(Limit),
  },
  closed,
)
export type ProcedureHit = Static<typeof ProcedureHit>

/** `next` is the `after` of the following page, null on the last. */
export const ProcedurePage = Type.Object(
  { procedures: Type.Array(ProcedureHit), next: nullable(Type.String()) },
  closed,
)
export type ProcedurePage = Static<typeof ProcedurePage>

export const FieldListing = Type.Object(
  { key: Key, code: FieldReference.properties.code, name: BilingualText, procedures: Type.Integer({ minimum: 0 }) },
  closed,
)
export type FieldListing = Static<typeof FieldListing>

export const LifeEventListing = Type.Object(
  {
    key: Key,
    audience: LifeEventDefinition.properties.audience,
    name: BilingualText,
    summary: BilingualText,
    procedures: Type.Integer({ minimum: 0 }),
  },
  closed,
)
export type LifeEventListing = Static<typeof LifeEventListing>
