import { componentsToSupply, heldTypesOf, missingComponents, papersToHandIn } from '../../catalogue/component.ts'
import type { ProcedureComponent, ProcedureDocument } from '../../catalogue/schemas.ts'
import type { KnownAnswer } from '../../vault/papers/index.ts'
import type { ValueRef } from '../../vault/schemas.ts'
import type { DossierState, RegistryReference } from '../dossier.ts'

/** A registry's answer in the place of a component. */
export interface AnsweredComponent {
  componentKey: string
  answer: KnownAnswer
}

/** Types that a registry is asked for: those that make a component of the case needless, and nothing else. */
export function typesToAsk(procedure: ProcedureDocument, caseKey: string | null): string[] {
  const papers = papersToHandIn(componentsToSupply(procedure, caseKey))
  return [...new Set(papers.flatMap(heldTypesOf))]
}

/** Answers by the components that they make needless; one a component. */
export function answeredComponents(
  procedure: ProcedureDocument,
  caseKey: string | null,
  answers: readonly KnownAnswer[],
): AnsweredComponent[] {
  return papersToHandIn(componentsToSupply(procedure, caseKey)).flatMap((component) => {
    const answer = answerFor(component, answers)
    return answer === undefined ? [] : [{ componentKey: component.key, answer }]
  })
}

function answerFor(component: ProcedureComponent, answers: readonly KnownAnswer[]): KnownAnswer | undefined {
  const types = heldTypesOf(component)
  return answers.find(({ typeCode }) => types.includes(typeCode))
}

/** For each thing still missing the answer that makes it needless. What is needed only sometimes is never taken by itself. */
export function answersForMissing(
  procedure: ProcedureDocument,
  caseKey: string | null,
  given: { keys: ReadonlySet<string>; answered: readonly AnsweredComponent[] },
): AnsweredComponent[] {
  const missing = missingComponents(papersToHandIn(componentsToSupply(procedure, caseKey)), given.keys)
  return missing.flatMap((group) => {
    const found = group.flatMap(({ key }) => given.answered.find(({ componentKey }) => componentKey === key) ?? [])
    return found.slice(0, 1)
  })
}

/** An answer as the dossier keeps it: what it says is sealed, its hash stands in the entry. */
export function registryReference(
  { componentKey, answer }: AnsweredComponent,
  round: number,
  seal: (text: string) => ValueRef,
): RegistryReference {
  const { typeCode, registry, askedAt, reference, title, issuer, issuedOn, validTo } = answer
  const text = JSON.stringify({ reference, title, issuer, issuedOn, validTo })
  return { componentKey, round, typeCode, registry, askedAt, answer: seal(text) }
}

/** Keys that nobody may be asked for, because a registry answered; unless its answer was used in the dossier and did not serve. */
export function keysAnswered(
  answered: readonly AnsweredComponent[],
  { fromRegistries = [] }: Pick<DossierState, 'fromRegistries'>,
): string[] {
  const used = new Set(fromRegistries.map(({ componentKey }) => componentKey))
  return answered.flatMap(({ componentKey }) => (used.has(componentKey) ? [] : [componentKey]))
}
