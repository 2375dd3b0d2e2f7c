import {
  componentsToSupply,
  heldTypesOf,
  missingComponents,
  papersToHandIn,
  usableTypesOf,
} from '../../catalogue/component.ts'
import type { ProcedureComponent, ProcedureDocument } from '../../catalogue/schemas.ts'
import type { HeldPaper } from '../../vault/papers/paper.ts'
import type { Attachment } from '../dossier.ts'

/** What the store holds for one component of a procedure, newest first. */
export interface HeldComponent {
  componentKey: string
  /** Any of these makes the component needless: it is never asked for (NĐ 47/2020 Art. 5; NĐ 224/2026 Art. 18.4). */
  standing: HeldPaper[]
  /** Digitised for this very component before: may be used again, by a press. */
  earlier: HeldPaper[]
}

/** A file, or a held paper by reference, as it is handed in. */
export type HandedIn = Omit<Attachment, 'round'>

/** The papers of a case that may be handed in or taken from the store. */
export function papersOf(procedure: ProcedureDocument, caseKey: string | null): ProcedureComponent[] {
  return componentsToSupply(procedure, caseKey).filter((component) => component.kind === 'paper')
}

/** All types of paper that the case can use: what the store is asked for, and nothing else. */
export function typesUsable(procedure: ProcedureDocument, caseKey: string | null): string[] {
  return [...new Set(papersOf(procedure, caseKey).flatMap((component) => usableTypesOf(procedure.code, component)))]
}

/** Sorts held papers by the components they can stand for; components for which nothing is held are left out. */
export function heldComponents(
  procedure: ProcedureDocument,
  caseKey: string | null,
  papers: readonly HeldPaper[],
): HeldComponent[] {
  return papersOf(procedure, caseKey).flatMap((component) => {
    const standingTypes = heldTypesOf(component)
    const usable = usableTypesOf(procedure.code, component)
    const standing = papers.filter((paper) => standingTypes.includes(paper.typeCode))
    const earlier = papers.filter((paper) => usable.includes(paper.typeCode) && !standing.includes(paper))
    return standing.length + earlier.length === 0 ? [] : [{ componentKey: component.key, standing, earlier }]
  })
}

/** Keys of components that nobody may be asked for, because the store holds what makes them needless. */
export function needlessKeys(held: readonly HeldComponent[]): Set<string> {
  return new Set(held.filter((one) => one.standing.length > 0).map((one) => one.componentKey))
}

/** Keys that may not be asked for in a dossier: needless, unless what is held was used in it and did not serve. */
export function keysNotToAsk(held: readonly HeldComponent[], attachments: readonly Attachment[]): Set<string> {
  const used = new Set(
    attachments.flatMap(({ componentKey, paperId }) => (paperId === undefined ? [] : [`${componentKey} ${paperId}`])),
  )
  const unused = held.map((one) => ({
    ...one,
    standing: one.standing.filter((paper) => !used.has(`${one.componentKey} ${paper.id}`)),
  }))
  return needlessKeys(unused)
}

/** A held paper in the place of a file. */
export function attachmentOf(componentKey: string, paper: HeldPaper): HandedIn {
  const { fileHash, mediaType, size, id } = paper
  return { componentKey, fileHash, mediaType, size, paperId: id }
}

/** What the store adds to what was handed in: for each thing still missing the newest paper that makes it needless. */
export function attachmentsFromStore(
  procedure: ProcedureDocument,
  caseKey: string | null,
  given: { keys: ReadonlySet<string>; held: readonly HeldComponent[] },
): HandedIn[] {
  const missing = missingComponents(papersToHandIn(componentsToSupply(procedure, caseKey)), given.keys)
  return missing.flatMap((group) => {
    for (const component of group) {
      const paper = given.held.find((one) => one.componentKey === component.key)?.standing[0]
      if (paper !== undefined) return [attachmentOf(component.key, paper)]
    }
    return []
  })
}

/** Whether anything that is missing could be held at all: most procedures need not ask the store. */
export function mightBeHeld(procedure: ProcedureDocument, caseKey: string | null, given: ReadonlySet<string>): boolean {
  const missing = missingComponents(papersToHandIn(componentsToSupply(procedure, caseKey)), given)
  return missing.some((group) => group.some((component) => heldTypesOf(component).length > 0))
}

/** Whether a held paper is of a type that the component takes. */
export function fitsComponent(
  procedure: ProcedureDocument,
  componentKey: string | undefined,
  paper: HeldPaper,
): boolean {
  const component = procedure.components.find((one) => one.key === componentKey)
  return component !== undefined && usableTypesOf(procedure.code, component).includes(paper.typeCode)
}
