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

/** The flow codes that fit a case, the one named for the case first. */
export function flowCodesFor(document: Pick<ProcedureDocument, 'cases' | 'flows'>, caseKey: string | null): string[] {
  const key = caseKey ?? document.cases[0]?.key ?? null
  const own = document.flows.filter((entry) => key !== null && entry.caseKeys?.includes(key))
  const general = document.flows.filter((entry) => entry.caseKeys === null)
  return [...own, ...general].map((entry) => entry.flow)
}
