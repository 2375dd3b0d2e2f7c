import type { CaseworkContext } from '../../modules/casework/index.ts'
import { getDossierForApplicant, getDossierPage, type Viewer } from '../../modules/casework/views/index.ts'
import {
  type DocumentsContext,
  documentsRefusals,
  findResultTemplate,
  type PaperData,
  type PaperOrder,
  renderMany,
  renderPaper,
} from '../../modules/documents/index.ts'
import type { Actor, OfficerActor } from '../../modules/organisation/index.ts'
import { query } from '../../platform/db.ts'
import { type DossierId, isUuid } from '../../platform/ids.ts'
import { translator } from '../locales/read-dictionary.ts'
import { buildApology, buildReceipt, buildRefusal, buildStop, buildSupplementRequest } from './build-forms.ts'
import {
  buildControlSlip,
  buildHandOverSlips,
  buildPostalRecords,
  buildRegister,
  buildResultDraft,
  buildResultReceipt,
} from './build-slips.ts'
import { type PaperName, type PaperRef, paperTemplates, readPaperFile } from './dossier-papers.ts'
import { factsReader } from './facts-reader.ts'
import { listPapers } from './list-papers.ts'
import type { PaperDossier, PaperFacts } from './paper-facts.ts'
import { type RegisterRequest, readRegister } from './registers.ts'

export interface PaperContext {
  documents: DocumentsContext
  casework: CaseworkContext
  publicUrl: string
}

/** Papers of dossiers, as PDF; each question is asked as somebody, and what they may not see is not found. */
export interface PaperServices {
  /** One paper by the last part of its address. Refuses `casework.dossier_not_found` and `documents.paper_unknown`. */
  print(actor: Actor, id: string, file: string): Promise<Uint8Array>
  /** One kind of paper of many dossiers, in one PDF; dossiers without that paper are left out. Refuses `documents.paper_unknown` when none has it. */
  printMany(actor: OfficerActor, name: string, ids: readonly string[]): Promise<Uint8Array>
  /** Form 07. Refuses `documents.register_unknown` and `documents.register_too_long`. */
  printRegister(actor: OfficerActor, request: RegisterRequest, officer: string | null): Promise<Uint8Array>
}

export function makePaperServices(context: PaperContext): PaperServices {
  const { documents, casework } = context
  const { read } = documents.db
  const t = translator('vi')
  const viewerOf = async (actor: Actor): Promise<Viewer> => {
    const [row] = await query<{ now: Date }>(read, 'SELECT platform_now() AS now')
    return { reader: read, context: casework, actor, locale: 'vi', now: (row?.now ?? new Date()).getTime() }
  }
  const ordersOf = async (viewer: Viewer, facts: PaperFacts, ref: PaperRef): Promise<PaperOrder[]> => {
    const { name } = ref
    if (name !== 'ket-qua') {
      return dataOf(name, [facts], ref, viewer.now).map((data) => ({ templateKey: paperTemplates[name], data }))
    }
    const result = await findResultTemplate(read, facts.dossier.procedure.code)
    if (result === undefined) throw documentsRefusals.paper_unknown()
    return [{ templateKey: result.key, data: buildResultDraft(facts, result.fields, viewer.now) }]
  }
  return {
    async print(actor, id, file) {
      const viewer = await viewerOf(actor)
      const dossier = await dossierOf(viewer, id)
      const asked = readPaperFile(file)
      const found = (await listPapers(read, actor, dossier)).findLast(
        (one) => one.name === asked?.name && (asked.round === null || one.round === asked.round),
      )
      if (found === undefined) throw documentsRefusals.paper_unknown()
      const facts = await (await factsReader(context, t)).of(dossier)
      return renderMany(documents, await ordersOf(viewer, facts, found))
    },
    async printMany(actor, name, ids) {
      const asked = readPaperFile(`${name}.pdf`)
      if (asked === undefined || asked.name === 'ket-qua') throw documentsRefusals.paper_unknown()
      const viewer = await viewerOf(actor)
      const reader = await factsReader(context, t)
      const all: { facts: PaperFacts; ref: PaperRef }[] = []
      for (const id of [...new Set(ids)]) {
        const dossier = await dossierOf(viewer, id)
        const ref = (await listPapers(read, actor, dossier)).findLast((one) => one.name === asked.name)
        if (ref !== undefined) all.push({ facts: await reader.of(dossier), ref })
      }
      const templateKey = paperTemplates[asked.name]
      const data = LISTS.includes(asked.name)
        ? dataOf(
            asked.name,
            all.map((one) => one.facts),
            { name: asked.name, round: null },
            viewer.now,
          )
        : all.flatMap(({ facts, ref }) => dataOf(ref.name as Exclude<PaperName, 'ket-qua'>, [facts], ref, viewer.now))
      if (data.length === 0) throw documentsRefusals.paper_unknown()
      return renderMany(
        documents,
        data.map((one) => ({ templateKey, data: one })),
      )
    },
    async printRegister(actor, request, officer) {
      const viewer = await viewerOf(actor)
      const { agency, lines } = await readRegister(viewer, request)
      const head = (await factsReader(context, t)).head(agency.id)
      const { from, to } = request
      const data = buildRegister({ head, from, to, lines, officer, now: viewer.now, t })
      return renderPaper(documents, 'form-07', data)
    },
  }

  function dossierOf(viewer: Viewer, id: string): Promise<PaperDossier> {
    const known = (isUuid(id) ? id : '') as DossierId
    return viewer.actor.kind === 'officer' ? getDossierPage(viewer, known) : getDossierForApplicant(viewer, known)
  }
}

/** Papers that take many dossiers on one sheet. */
const LISTS: readonly PaperName[] = ['ban-giao', 'giao-nhan-buu-chinh']

function dataOf(
  name: Exclude<PaperName, 'ket-qua'>,
  all: readonly PaperFacts[],
  { round }: PaperRef,
  now: number,
): PaperData[] {
  const builders: Record<typeof name, (facts: PaperFacts) => PaperData> = {
    '01': buildReceipt,
    '02': (facts) => buildSupplementRequest(facts, round ?? 1),
    '03': buildRefusal,
    '04': buildApology,
    '05': buildStop,
    '06': (facts) => buildControlSlip(facts, now),
    'bien-nhan-ket-qua': (facts) => buildResultReceipt(facts, now),
    'ban-giao': (facts) => buildHandOverSlips([facts])[0] ?? {},
    'giao-nhan-buu-chinh': (facts) => buildPostalRecords([facts], now)[0] ?? {},
  }
  if (name === 'ban-giao') return buildHandOverSlips(all)
  if (name === 'giao-nhan-buu-chinh') return buildPostalRecords(all, now)
  return all.map(builders[name])
}
