import type { ProcedureComponent, ProcedureDocument } from './schemas.ts'

/** Papers that no longer exist in law; a procedure that still lists one never asks for it. */
const ABOLISHED_PAPERS: readonly RegExp[] = [/sổ hộ khẩu/iu, /sổ tạm trú/iu]

/** Whether a component's name is that of a paper that was abolished. */
export function namesAbolishedPaper(name: string): boolean {
  return ABOLISHED_PAPERS.some((paper) => paper.test(name.normalize('NFC')))
}

/** Whether the line belongs to that case (no case named: the first one). */
export function belongsToCase(
  document: Pick<ProcedureDocument, 'cases'>,
  component: ProcedureComponent,
  caseKey: string | null,
): boolean {
  const key = caseKey ?? document.cases[0]?.key ?? null
  return component.caseKeys === null || (key !== null && component.caseKeys.includes(key))
}

/**
 * What an applicant may be asked to hand in or fill in for a case: forms and papers, no notes, nothing the authority looks
 * up itself (NĐ 224/2026, Art. 18.4), nothing abolished. Only these may be the object of a supplement request (NĐ 61/2018, Art. 5.1.đ).
 */
export function componentsToSupply(
  document: Pick<ProcedureDocument, 'cases' | 'components'>,
  caseKey: string | null,
): ProcedureComponent[] {
  return document.components.filter(
    (component) =>
      (component.kind === 'paper' || component.kind === 'form') &&
      !component.abolished &&
      belongsToCase(document, component, caseKey),
  )
}

/**
 * Which of these components are still needed when those of `suppliedKeys` are there: every one that is always required, and of each
 * group of alternatives one. Conditional lines outside a group are never counted as missing. Gives lists of alternatives.
 */
export function missingComponents(
  components: readonly ProcedureComponent[],
  suppliedKeys: ReadonlySet<string>,
): ProcedureComponent[][] {
  const groups = new Map<string, ProcedureComponent[]>()
  for (const component of components) {
    if (component.alternativesGroup === null && component.required === 'when') continue
    const group = component.alternativesGroup === null ? `=${component.key}` : component.alternativesGroup
    groups.set(group, [...(groups.get(group) ?? []), component])
  }
  return [...groups.values()].filter((group) => !group.some((component) => suppliedKeys.has(component.key)))
}

/** Registries that the authority asks by itself (NĐ 224/2026 Art. 18.4): what they hold is never handed in. */
const REGISTRIES: readonly string[] = ['population-database']

/** Whether the authority looks the component up in a registry, so that nobody is asked for it. */
export function isLookedUp(component: Pick<ProcedureComponent, 'replaceableBy'>): boolean {
  return component.replaceableBy.some((by) => REGISTRIES.includes(by))
}

/** Papers that somebody must hand in unless the store holds them. */
export function papersToHandIn(components: readonly ProcedureComponent[]): ProcedureComponent[] {
  return components.filter((component) => component.kind === 'paper' && !isLookedUp(component))
}

/** Type codes of papers that, held in a person's store, make the component needless: it is never asked for then. */
export function heldTypesOf(component: Pick<ProcedureComponent, 'nationalCode' | 'replaceableBy'>): string[] {
  const own = component.nationalCode === null ? [] : [component.nationalCode]
  return [...own, ...component.replaceableBy.filter((by) => !REGISTRIES.includes(by))]
}

/** The type under which a digitised component is kept: its national code, else the procedure's and its own key. */
export function componentType(
  procedureCode: string,
  component: Pick<ProcedureComponent, 'nationalCode' | 'key'>,
): string {
  return component.nationalCode ?? `${procedureCode}/${component.key}`
}

/**
 * Type codes of papers that may be attached in place of the component: those that make it needless, and what was once digitised
 * for this very component. The latter is offered, never taken by itself: last year's drawings are not this year's.
 */
export function usableTypesOf(procedureCode: string, component: ProcedureComponent): string[] {
  return [...new Set([...heldTypesOf(component), componentType(procedureCode, component)])]
}

/** The type of the paper that a procedure issues: the national code of its result where known, else the procedure's own code. */
export function resultType(document: Pick<ProcedureDocument, 'code' | 'results'>): string {
  return document.results[0]?.nationalCode ?? document.code
}

/** The flow codes that fit a case, the one named for the case first. */
export function flowCodesFor(document: Pick<ProcedureDocument, 'cases' | 'flows'>, caseKey: string | null): string[] {
  const key = caseKey ?? document.cases[0]?.key ?? null
  const own = document.flows.filter((entry) => key !== null && entry.caseKeys?.includes(key))
  const general = document.flows.filter((entry) => entry.caseKeys === null)
  return [...own, ...general].map((entry) => entry.flow)
}
