import type { ReactNode } from 'react'
import { heldTypesOf, isLookedUp } from '../../../modules/catalogue/component.ts'
import type { ProcedureComponent, ProcedureDocument } from '../../../modules/catalogue/schemas.ts'
import type { Shell } from '../../shell.ts'
import { useShell } from '../../shell.ts'
import { ComponentList, type Fact } from '../../ui/index.ts'
import type { LimitLine, PublicProcedure } from '../services/procedures.ts'
import { feeText, limitNote, limitText, official } from '../texts.ts'

/** Time, money and place of a procedure as facts: what people look for first. */
export function procedureFacts(procedure: PublicProcedure, shell: Shell): Fact[] {
  const { t } = shell
  const { document, beingChecked } = procedure
  const checked = (isOpen: boolean) => (isOpen ? { note: t('portal.procedure.being_checked') } : {})
  return [
    { term: t('portal.procedure.limit'), value: <Limits lines={procedure.limits} />, ...checked(beingChecked.limit) },
    { term: t('portal.procedure.fee'), value: <Fees procedure={procedure} />, ...checked(beingChecked.fees) },
    { term: t('portal.procedure.decides'), value: deciderOf(procedure, shell) },
    {
      term: t('portal.procedure.where'),
      value: (
        <ul className="plain">
          {document.receivingPlaces.map((place) => (
            <li key={place}>{t(`portal.place.${place}`, { count: procedure.communes })}</li>
          ))}
        </ul>
      ),
    },
    { term: t('portal.procedure.service_level'), value: t(`portal.service.${document.serviceLevel}`) },
  ]
}

function deciderOf({ agencyName, document }: PublicProcedure, { t }: Shell): ReactNode {
  if (agencyName !== null) return agencyName
  if (document.competentAgency?.rule === 'commune') return t('portal.procedure.commune_decides')
  return document.executingAgencyRaw === '' ? t('portal.limit.unknown') : document.executingAgencyRaw
}

function Limits({ lines }: { lines: readonly LimitLine[] }) {
  const shell = useShell()
  const { t, locale } = shell
  return lines.map((line, place) => {
    const heads = [
      ...(line.cases ?? []).map((name) => official(name, locale)),
      ...(line.channels ?? []).map((channel) => t(`portal.channel.${channel}`)),
    ]
    const note = limitNote(line.limit, t)
    return (
      <div key={place}>
        <b>{limitText(line.limit, shell)}</b>
        {heads.length > 0 && <div className="small soft">{heads.join(' · ')}</div>}
        {note !== null && <div className="small soft">{note}</div>}
      </div>
    )
  })
}

function Fees({ procedure: { document, free } }: { procedure: PublicProcedure }) {
  const shell = useShell()
  const { t, locale } = shell
  if (free) return <b>{t('portal.fee.free_word')}</b>
  if (document.fees.length === 0) return t('portal.limit.unknown')
  return document.fees.map((line, place) => {
    const kase = document.cases.find((one) => one.key === line.caseKey)
    const notes = [
      kase === undefined ? null : official(kase.name, locale),
      line.channel === null ? null : t(`portal.channel.${line.channel}`),
      line.condition,
    ].filter((note) => note !== null)
    return (
      <div key={place}>
        <b>{feeText(line, shell)}</b>
        {notes.length > 0 && <div className="small soft">{notes.join(' · ')}</div>}
      </div>
    )
  })
}

/** What to bring, in groups: papers of one group replace each other. What the authority has is said not to be needed. */
export function PaperList({ procedure: { document, beingChecked } }: { procedure: PublicProcedure }) {
  const { t } = useShell()
  const shown = document.components.filter((component) => !component.abolished && component.kind !== 'note')
  const notes = document.components.filter((component) => component.kind === 'note')
  return (
    <>
      {shown.length === 0 && <p>{t('portal.procedure.no_papers')}</p>}
      {runsOf(shown).map((run) => (
        <PaperRun key={run[0]?.key} run={run} document={document} />
      ))}
      {notes.map((note) => (
        <p key={note.key} className="small soft">
          {note.name.vi}
        </p>
      ))}
      {beingChecked.components && <p className="small soft">{t('portal.procedure.being_checked')}</p>}
    </>
  )
}

function PaperRun({ run, document }: { run: ProcedureComponent[]; document: ProcedureDocument }) {
  const { t, locale } = useShell()
  const items = run.map((component) => ({
    name: official(component.name, locale),
    tags: tagsOf(component, t),
    detail: detailOf(component, document, { t, locale }),
  }))
  if (!areAlternatives(run)) return <ComponentList items={items} />
  return (
    <>
      <p className="one-of">{t('portal.procedure.one_of')}</p>
      <ComponentList items={items} />
    </>
  )
}

type Grouped = Pick<ProcedureComponent, 'alternativesGroup' | 'key'>

/** Whether the papers of a run replace each other. */
export function areAlternatives(run: readonly Grouped[]): boolean {
  return run.length > 1 && run.every((component) => component.alternativesGroup !== null)
}

/** Components in their order as runs: alternatives together where the first of them stands, between them those that stand alone. */
export function runsOf<Component extends Grouped>(components: readonly Component[]): Component[][] {
  const groups = new Map<string, Component[]>()
  for (const component of components) {
    const name = component.alternativesGroup ?? `=${component.key}`
    groups.set(name, [...(groups.get(name) ?? []), component])
  }
  const runs: Component[][] = []
  for (const group of groups.values()) {
    const last = runs.at(-1)
    if (group.length === 1 && last !== undefined && !areAlternatives(last)) last.push(...group)
    else runs.push(group)
  }
  return runs
}

type Tagged = Pick<ProcedureComponent, 'kind' | 'originals' | 'copies' | 'formNumber'>

export function tagsOf(component: Tagged, t: Shell['t']): { label: string; tone?: 'ok' }[] {
  if (component.kind === 'data') return [{ label: t('portal.paper.not_needed'), tone: 'ok' }]
  const tags: string[] = []
  if (component.formNumber !== null) tags.push(component.formNumber)
  if ((component.originals ?? 0) > 0) tags.push(t('portal.paper.originals', { count: component.originals ?? 0 }))
  if ((component.copies ?? 0) > 0) tags.push(t('portal.paper.copies', { count: component.copies ?? 0 }))
  return tags.map((label) => ({ label }))
}

export function detailOf(
  component: ProcedureComponent,
  document: Pick<ProcedureDocument, 'cases'>,
  { t, locale }: Pick<Shell, 't' | 'locale'>,
): string {
  const cases = document.cases.filter((kase) => component.caseKeys?.includes(kase.key))
  const lines = [
    component.kind === 'data' ? t('portal.paper.held') : null,
    component.kind === 'form' ? t('portal.paper.form') : null,
    component.condition === null ? null : t('portal.paper.when', { condition: component.condition }),
    cases.length === 0
      ? null
      : t('portal.paper.cases', { cases: cases.map((kase) => official(kase.name, locale)).join('; ') }),
    component.kind === 'paper' && isLookedUp(component) ? t('portal.paper.replaceable') : null,
    component.kind === 'paper' && heldTypesOf(component).length > 0 ? t('papers.if_held') : null,
  ]
  return lines.filter((line) => line !== null).join(' · ')
}

export function LegalBases({ document }: { document: ProcedureDocument }) {
  return (
    <ul className="small">
      {document.legalBases.map((basis) => (
        <li key={`${basis.number} ${basis.articles ?? ''}`}>
          {[
            basis.name ?? basis.number,
            basis.name === null || basis.name.includes(basis.number) ? null : basis.number,
            basis.articles,
          ]
            .filter((part) => part !== null)
            .join(', ')}
        </li>
      ))}
    </ul>
  )
}
