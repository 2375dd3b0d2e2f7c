import type { CaseworkContext } from '../../modules/casework/index.ts'
import type { DocumentsContext } from '../../modules/documents/index.ts'
import { indicatorsRefusals } from '../../modules/indicators/index.ts'
import {
  askExtract,
  type ExtractMonth,
  listExtractMonths,
  mayPublishExtracts,
} from '../../modules/indicators/open-data/index.ts'
import {
  getReport,
  getSection,
  listReportsOf,
  type OpenReportRequest,
  openReport,
  type ReportListQuestion,
  type SaveSectionRequest,
  saveSection,
  signReport,
} from '../../modules/indicators/reports/index.ts'
import type { ReportListView, ReportView, SectionView } from '../../modules/indicators/reports/view-types.ts'
import type { Actor } from '../../modules/organisation/index.ts'
import type { Db } from '../../platform/db.ts'
import { makeFormat } from '../format.ts'
import { translator } from '../locales/read-dictionary.ts'
import { factsReader } from '../papers/facts-reader.ts'
import { reportDocx } from './report-docx.ts'
import { makeReportPaper, type ReportPaper } from './report-paper.ts'
import { reportPdf } from './report-pdf.ts'
import { reportXlsx } from './report-xlsx.ts'

export interface ReportFile {
  content: Uint8Array
  mediaType: string
  name: string
}

/** What the pages of reports may ask; each question is asked as somebody, and what they may not see is not found. */
export interface ReportServices {
  list(actor: Actor, asked: ReportListQuestion): Promise<ReportListView>
  open(request: OpenReportRequest): Promise<string>
  get(actor: Actor, id: string): Promise<ReportView>
  section(actor: Actor, id: string, key: string): Promise<SectionView>
  save(request: SaveSectionRequest): Promise<number>
  sign(request: { actor: Actor; reportId: string; hash: string }): Promise<string>
  /** The report as `docx`, `xlsx` or `pdf`. Refuses `indicators.report_altered` for a signed one that is not what was signed. */
  file(actor: Actor, id: string, extension: string): Promise<ReportFile>
  /** Open data on demand: whether they may, the months, and asking for one. */
  mayPublish(actor: Actor): Promise<boolean>
  extractMonths(actor: Actor): Promise<ExtractMonth[]>
  askExtract(request: { actor: Actor; month: string }): Promise<void>
}

interface ReportContext {
  db: Db
  casework: CaseworkContext
  documents: DocumentsContext
  publicUrl: string
}

type Maker = (documents: DocumentsContext, paper: ReportPaper) => Promise<Uint8Array>

const makers: Record<string, { mediaType: string; make: Maker }> = {
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    make: (_documents, paper) => reportDocx(paper),
  },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    make: (_documents, paper) => reportXlsx(paper),
  },
  pdf: { mediaType: 'application/pdf', make: reportPdf },
}

export function makeReportServices(context: ReportContext): ReportServices {
  const { db } = context
  return {
    list: (actor, asked) => listReportsOf(db.read, actor, asked),
    open: (request) => openReport(db, request),
    get: (actor, id) => getReport(db.read, actor, id),
    section: (actor, id, key) => getSection(db.read, actor, id, key),
    save: (request) => saveSection(db, request),
    sign: (request) => signReport(db, request),
    file: (actor, id, extension) => fileOf(context, actor, { id, extension }),
    mayPublish: (actor) => mayPublishExtracts(db.read, actor),
    extractMonths: (actor) => listExtractMonths(db.read, actor),
    askExtract: (request) => askExtract(db, request),
  }
}

async function fileOf(
  context: ReportContext,
  actor: Actor,
  { id, extension }: { id: string; extension: string },
): Promise<ReportFile> {
  const maker = Object.hasOwn(makers, extension) ? makers[extension] : undefined
  if (maker === undefined) throw indicatorsRefusals.report_not_found()
  const view = await getReport(context.db.read, actor, id)
  if (view.signed?.isIntact === false) throw indicatorsRefusals.report_altered()
  // Papers of state are in Vietnamese, whatever the page's language.
  const t = translator('vi')
  const head = (await factsReader(context, t)).head(view.agency.id)
  const paper = makeReportPaper(view, head, { t, format: makeFormat('vi', t) })
  const { kind, snapshot } = view
  return {
    content: await maker.make(context.documents, paper),
    mediaType: maker.mediaType,
    name: `${kind}-${snapshot.period.word}-${snapshot.agency.code}.${extension}`,
  }
}
