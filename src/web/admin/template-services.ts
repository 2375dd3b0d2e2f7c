import {
  compareLines,
  type DiffLine,
  type DocumentsContext,
  documentsRefusals,
  dropDraft,
  getSource,
  getTemplate,
  getTemplatePage,
  listTemplates,
  mayEditTemplates,
  publishTemplate,
  type SampleKind,
  sampleKinds,
  saveDraft,
  type TemplateLine,
  type TemplatePage,
  type Trial,
  tryTemplate,
  type VersionName,
} from '../../modules/documents/index.ts'
import type { Actor } from '../../modules/organisation/index.ts'
import { localDate } from '../../platform/civil-date.ts'
import { query } from '../../platform/db.ts'

/** What the pages of templates may ask; all of it as an administrator, for everybody else they are not found. */
export interface TemplateServices {
  list(actor: Actor): Promise<TemplateLine[]>
  get(actor: Actor, key: string): Promise<TemplatePage>
  save(actor: Actor, asked: { key: string; source: string; revision: number }): Promise<void>
  drop(actor: Actor, asked: { key: string; revision: number }): Promise<void>
  /** Sets a text that may not be kept yet, with a sample. */
  attempt(actor: Actor, asked: { key: string; source: string; sample: SampleKind }): Promise<Trial>
  publish(actor: Actor, asked: PublishForm): Promise<number>
  source(actor: Actor, key: string, version: VersionName): Promise<string>
  compare(actor: Actor, key: string, older: VersionName, newer: VersionName): Promise<DiffLine[]>
  /** A kept text as a picture or PDF. Refuses `documents.version_unknown` also for words that name no version or sample. */
  draw(actor: Actor, asked: DrawRequest): Promise<Uint8Array>
}

export interface PublishForm {
  key: string
  revision: number
  validFrom: string | null
  note: string
}

export interface DrawRequest {
  key: string
  version: string
  sample: string
  output: 'pdf' | 'svg'
}

export function makeTemplateServices(context: DocumentsContext): TemplateServices {
  const { read } = context.db
  const asEditor = (actor: Actor): void => {
    if (!mayEditTemplates(actor)) throw documentsRefusals.template_unknown()
  }
  const attempt = async (key: string, source: string, sample: SampleKind, output: 'pdf' | 'svg'): Promise<Trial> => {
    const { fields, sample: usual, name } = await getTemplate(read, key)
    return tryTemplate(context, { template: { fields, sample: usual, nameVi: name.vi }, source, sample, output })
  }
  return {
    async list(actor) {
      asEditor(actor)
      return listTemplates(read)
    },
    async get(actor, key) {
      asEditor(actor)
      return getTemplatePage(read, key)
    },
    async save(actor, asked) {
      asEditor(actor)
      await saveDraft(context, { actor, ...asked })
    },
    async drop(actor, asked) {
      asEditor(actor)
      await dropDraft(context, { actor, ...asked })
    },
    async attempt(actor, { key, source, sample }) {
      asEditor(actor)
      return attempt(key, source, sample, 'svg')
    },
    async publish(actor, asked) {
      asEditor(actor)
      const [row] = await query<{ now: Date }>(read, 'SELECT platform_now() AS now')
      return publishTemplate(context, { actor, ...asked, today: localDate((row?.now ?? new Date()).getTime()) })
    },
    async source(actor, key, version) {
      asEditor(actor)
      return getSource(read, key, version)
    },
    async compare(actor, key, older, newer) {
      asEditor(actor)
      return compareLines(await getSource(read, key, older), await getSource(read, key, newer))
    },
    async draw(actor, { key, version, sample, output }) {
      asEditor(actor)
      const name = readVersion(version)
      const kind = sampleKinds.find((one) => one === sample)
      if (name === undefined || kind === undefined) throw documentsRefusals.version_unknown()
      const trial = await attempt(key, await getSource(read, key, name), kind, output)
      if (!trial.ok) throw documentsRefusals.version_unknown()
      return trial.content
    },
  }
}

/** A version as addresses name it: its number, or `nhap` for the draft. */
export function readVersion(word: string): VersionName | undefined {
  if (word === 'nhap') return 'draft'
  return /^[1-9]\d{0,5}$/.test(word) ? Number(word) : undefined
}
