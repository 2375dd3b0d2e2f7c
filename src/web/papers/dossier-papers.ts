import type { TemplateKey } from '../../modules/documents/template.ts'
import type { PaperDossier } from './paper-facts.ts'

/** The papers of one dossier by the word in their address, with the template each is set by. */
export const paperTemplates = {
  '01': 'form-01',
  '02': 'form-02',
  '03': 'form-03',
  '04': 'form-04',
  '05': 'form-05',
  '06': 'form-06',
  'ban-giao': 'hand-over',
  'bien-nhan-ket-qua': 'result-receipt',
  'giao-nhan-buu-chinh': 'postal-record',
} as const satisfies Record<string, TemplateKey>
export type PaperName = keyof typeof paperTemplates | 'ket-qua'

/** A paper that exists for a dossier. `round`: which of several requests for supplements. */
export interface PaperRef {
  name: PaperName
  round: number | null
}

/** Addressed to the applicant; the others are for officers. */
const forApplicant: readonly PaperName[] = ['01', '02', '03', '04', '05', 'bien-nhan-ket-qua']

/**
 * The papers that what has happened to a dossier calls for (TT 03/2025/TT-VPCP, Annex I): 01 when accepted, 02 when completion was
 * asked for, 03 when refused, 04 when extended, 05 when stopped, 06 always.
 */
export function papersOf(
  dossier: PaperDossier,
  audience: 'officer' | 'applicant',
  hasResultTemplate = false,
): PaperRef[] {
  const happened = (type: string) => dossier.timeline.some((line) => line.type === type && line.correctedBy === null)
  const one = (name: PaperName, exists: boolean): PaperRef[] => (exists ? [{ name, round: null }] : [])
  const all = [
    ...one('01', dossier.acceptedAt !== null),
    ...dossier.supplements.map(({ round }): PaperRef => ({ name: '02', round })),
    ...one('03', dossier.legal === 'refused'),
    ...one('04', dossier.code !== null && happened('Extended')),
    ...one('05', dossier.legal === 'stopped'),
    ...one('06', true),
    ...one('ban-giao', handOversOf(dossier).length > 0),
    ...one('giao-nhan-buu-chinh', dossier.channel === 'post'),
    ...one(
      'ket-qua',
      hasResultTemplate && dossier.acceptedAt !== null && dossier.result === null && dossier.finishedAt === null,
    ),
    ...one('bien-nhan-ket-qua', dossier.result !== null && dossier.code !== null),
  ]
  if (audience === 'officer') return all
  return all.filter(
    ({ name }) => forApplicant.includes(name) && (name !== 'bien-nhan-ket-qua' || dossier.returnedAt !== null),
  )
}

export interface HandOver {
  from: string
  to: string
  at: number
  by: string | null
  type: string
}

/** When the dossier went from one agency to another, oldest first. */
export function handOversOf(dossier: PaperDossier): HandOver[] {
  return dossier.timeline.flatMap((line): HandOver[] => {
    const to = line.params.to
    const from = line.agency?.name
    if (line.correctedBy !== null || typeof to !== 'string' || from === undefined || from === to) return []
    if (!HANDS_OVER.includes(line.type)) return []
    return [{ from, to, at: line.at, by: line.actor, type: line.type }]
  })
}

const HANDS_OVER: readonly string[] = ['Accepted', 'Forwarded', 'SentBack', 'Completed']

/** The last part of a paper's address: `02-1.pdf`, `01.pdf`. */
export function paperFile({ name, round }: PaperRef): string {
  return `${name}${round === null ? '' : `-${round}`}.pdf`
}

/** Which paper an address asks for; undefined for words that are none. `02.pdf` is the newest request. */
export function readPaperFile(file: string): { name: PaperName; round: number | null } | undefined {
  const [, name, round] = /^([a-z]+(?:-[a-z]+)*|0[1-6])(?:-([1-9]\d?))?\.pdf$/.exec(file) ?? []
  if (name === undefined || !isPaperName(name)) return undefined
  return { name, round: round === undefined ? null : Number(round) }
}

function isPaperName(name: string): name is PaperName {
  return name === 'ket-qua' || Object.hasOwn(paperTemplates, name)
}
