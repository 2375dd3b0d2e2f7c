import Type, { type Static } from 'typebox'
import {
  BilingualText,
  FeeLine,
  OfficialText,
  ProcedureCase,
  ProcedureComponent,
  ProcedureDocument,
} from './schemas.ts'

const closed = { additionalProperties: false } as const
const opt = Type.Optional
const props = ProcedureDocument.properties
const Keys = Type.Array(Type.String())
const LimitText = Type.Union([Type.String(), Type.Null()])

const FileTerms = Type.Object({ limit: LimitText, raw: Type.String() }, closed)

const FileCase = Type.Object(
  {
    key: ProcedureCase.properties.key,
    name: opt(OfficialText),
    /** The source names no case: it gets a number for a name and an `unsure` entry. */
    unnamed: opt(Type.Literal(true)),
    code: opt(Type.String()),
    condition: opt(Type.String()),
    limit: LimitText,
    raw: Type.String(),
  },
  closed,
)

const FileFee = Type.Object(
  {
    kind: FeeLine.properties.kind,
    status: FeeLine.properties.status,
    amount: opt(Type.Integer()),
    per: opt(Type.String()),
    channel: opt(Type.String({ enum: ['online', 'counter', 'post'] })),
    case: opt(Type.String()),
    condition: opt(Type.String()),
    raw: Type.String(),
    collect: FeeLine.properties.collect,
    groups: FeeLine.properties.groups,
    validFrom: FeeLine.properties.validFrom,
    validTo: FeeLine.properties.validTo,
    legalBasis: FeeLine.properties.legalBasis,
  },
  closed,
)

const FileComponent = Type.Object(
  {
    key: ProcedureComponent.properties.key,
    name: OfficialText,
    code: opt(Type.String()),
    form: opt(Type.String()),
    kind: opt(ProcedureComponent.properties.kind),
    originals: opt(Type.Integer()),
    copies: opt(Type.Integer()),
    when: opt(Type.String()),
    group: opt(Type.String()),
    cases: opt(Keys),
    replaceableBy: opt(Keys),
    abolished: opt(Type.Boolean()),
    law: opt(Type.String()),
  },
  closed,
)

const FileResult = Type.Object(
  { key: Type.String(), name: OfficialText, code: opt(Type.String()), derived: opt(Type.Literal(true)) },
  closed,
)

const FileUnsure = Type.Object({ path: Type.String(), reason: Type.String(), raw: Type.String() }, closed)

/** What a whole file's procedures have alike, and what each may say for itself. */
const FileFacts = {
  completeness: opt(props.completeness),
  level: opt(props.level),
  authority: opt(props.authority),
  competent: opt(props.competentAgency),
  receiving: opt(props.receivingPlaces),
  coordinating: opt(Keys),
  subjects: opt(props.subjectTypes),
  serviceLevel: opt(props.serviceLevel),
  nonBoundary: opt(Type.Boolean()),
  afterSupplement: opt(props.afterSupplement),
  mostSupplements: opt(props.mostSupplements),
  legalBases: opt(
    Type.Array(Type.Object({ number: Type.String(), name: opt(Type.String()), articles: opt(Type.String()) }, closed)),
  ),
  sources: opt(props.sources),
  unsure: opt(Type.Array(FileUnsure)),
  validFrom: opt(props.validFrom),
}

const FileProcedure = Type.Object(
  {
    ...FileFacts,
    code: props.code,
    name: OfficialText,
    agency: Type.String(),
    executionSteps: opt(Type.Array(Type.Object({ name: opt(Type.String()), text: Type.String() }, closed))),
    /** One limit for every case. */
    caseLimit: opt(FileTerms),
    cases: opt(Type.Array(FileCase)),
    /** One limit for every channel. */
    channelLimit: opt(FileTerms),
    channels: opt(Type.Object({ online: opt(FileTerms), counter: opt(FileTerms), post: opt(FileTerms) }, closed)),
    effectiveLimit: opt(
      Type.Object(
        {
          use: Type.String({ enum: ['case', 'channel'] }),
          except: opt(Keys),
          confirmed: Type.Boolean(),
          reason: opt(Type.String()),
        },
        closed,
      ),
    ),
    fees: opt(Type.Array(FileFee)),
    components: opt(Type.Array(FileComponent)),
    results: opt(Type.Array(FileResult)),
    flows: opt(Type.Array(Type.Object({ flow: Type.String(), cases: opt(Keys) }, closed))),
    lifeEvents: opt(Keys),
    keywords: opt(Keys),
    popularity: opt(props.popularity),
    replacedBy: opt(Type.String()),
    replaces: opt(Keys),
    /** Paths whose `unsure` entry among the defaults does not concern this procedure. */
    sure: opt(Keys),
  },
  closed,
)
export type FileProcedure = Static<typeof FileProcedure>

/** A file of procedures as it is written: short, with defaults; `expandProcedure` makes whole documents of it. */
export const ProcedureFile = Type.Object(
  { field: Type.String(), defaults: Type.Object(FileFacts, closed), procedures: Type.Array(FileProcedure) },
  closed,
)
export type ProcedureFile = Static<typeof ProcedureFile>

/** The sentences of `unsure` entries by key, and the lists the other files are written in. */
export const ReasonFile = Type.Record(Type.String(), BilingualText)
export type ReasonFile = Static<typeof ReasonFile>
