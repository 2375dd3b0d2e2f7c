import type { LegalState } from '../../../modules/casework/dossier.ts'
import type {
  ApplicantDossierPage,
  DueView,
  ExplainedDue,
  TimelineLine,
} from '../../../modules/casework/views/view-types.ts'
import type { OfficePace } from '../../../modules/indicators/index.ts'
import type { Format } from '../../format.ts'
import type { Locale, Translate } from '../../locales/translate.ts'
import { useShell } from '../../shell.ts'
import {
  ComponentList,
  DeadlineBlock,
  type DeadlineFacts,
  type Fact,
  type StepItem,
  Steps,
  Tag,
  type Tone,
} from '../../ui/index.ts'
import { isUnpaid } from '../../workspace/dossier/timeline-section.tsx'
import { messageText, official } from '../texts.ts'

/** Ended without a result: no step lies before it any more. */
export function isCutShort(legal: LegalState): boolean {
  return legal === 'refused' || legal === 'withdrawn' || legal === 'stopped'
}

/** The code, or why there is none. */
export function codeText({ code, legal }: { code: string | null; legal: LegalState }, t: Translate): string {
  return code ?? t(isCutShort(legal) ? 'portal.dossier.never_code' : 'portal.dossier.no_code')
}

export function stateTone(legal: LegalState): Tone {
  if (legal === 'intake_supplement' || legal === 'supplement_requested' || legal === 'payment_requested') return 'wait'
  if (legal === 'suspended') return 'wait'
  if (legal === 'resolved' || legal === 'returned') return 'ok'
  return legal === 'refused' || legal === 'stopped' ? 'late' : 'plain'
}

export function deadlineFacts(due: DueView): DeadlineFacts {
  return {
    dueAt: due.dueAt === null ? null : new Date(due.dueAt),
    state: due.kind,
    progress: due.progress,
    ...(due.workingMinutes === null ? {} : { workingMinutes: Math.abs(due.workingMinutes) }),
  }
}

/** A result that is ready but not yet handed over is not said to be returned. */
export function doneLabel(legal: LegalState, t: Translate): { label?: string } {
  return legal === 'resolved' ? { label: t('portal.state.resolved') } : {}
}

/** The deadline of a dossier with "why this date?". */
export function DossierDeadline({ due, legal }: { due: ExplainedDue; legal: LegalState }) {
  const { t } = useShell()
  return (
    <DeadlineBlock
      {...deadlineFacts(due)}
      {...doneLabel(legal, t)}
      lines={due.explanation.map((message) => messageText(message, t))}
      provisional={due.provisional}
    />
  )
}

/** How far it has come along the flow: which office does what. */
export function FlowSteps({ dossier }: { dossier: Pick<ApplicantDossierPage, 'flow' | 'step' | 'due'> }) {
  const { t, locale, format } = useShell()
  const { step } = dossier
  const items = dossier.flow.map((one): StepItem => {
    const now = one.status === 'now' && step !== null
    const officer = now && step.assignee !== null ? t('portal.dossier.officer', { name: step.assignee.name }) : null
    const until =
      now && step.due?.dueAt != null
        ? t('portal.dossier.step_until', { date: format.weekdayTime(new Date(step.due.dueAt)) })
        : null
    const details = [one.agency.name, officer, until].filter((detail) => detail !== null)
    return { title: one.name[locale], detail: details.join(' · '), state: stateOfStep(one.status, dossier) }
  })
  return <Steps items={items} />
}

function stateOfStep(status: 'done' | 'now' | 'next', { due }: Pick<ApplicantDossierPage, 'due'>): StepItem['state'] {
  if (status !== 'now') return status
  if (due?.kind === 'wait') return 'wait'
  return due?.kind === 'late' ? 'late' : 'now'
}

/** What happened, newest first. */
export function Timeline({ lines }: { lines: readonly TimelineLine[] }) {
  const { t, locale, format } = useShell()
  const items = [...lines].reverse().map(
    (line): StepItem => ({
      title: isUnpaid(line) ? (
        <>
          {t(line.key, shownParams(line, { locale, format }))}{' '}
          <Tag tone="soon">{t('workspace.dossier.unpaid', shownParams(line, { locale, format }))}</Tag>
        </>
      ) : (
        t(line.key, shownParams(line, { locale, format }))
      ),
      detail: <LineDetail line={line} />,
      state: 'done',
      plain: line.correctedBy !== null,
    }),
  )
  return <Steps items={items} />
}

function LineDetail({ line }: { line: TimelineLine }) {
  const { t, format } = useShell()
  const who = line.byApplicant ? t('portal.dossier.you') : line.actor
  const facts = [format.dateTime(new Date(line.at)), who, line.agency?.name].filter(
    (fact) => fact !== null && fact !== undefined,
  )
  return (
    <>
      <span className="num">{facts.join(' · ')}</span>
      {line.correctedBy !== null && <div>{t('portal.dossier.corrected')}</div>}
      {line.texts.map(({ part, text }) => (
        <div key={part} className="typed">
          {t(`workspace.text.${part}`)}: {text ?? t('portal.erased')}
        </div>
      ))}
    </>
  )
}

/** Instants as dates, amounts as money, names of steps in the language. */
export function shownParams(
  { params }: Pick<TimelineLine, 'params'>,
  { locale, format }: { locale: Locale; format: Format },
): Record<string, string | number> {
  const shown = Object.entries(params).map(([name, value]) => {
    if (typeof value === 'object') return [name, value[locale]]
    if (typeof value === 'number' && (name.endsWith('At') || name === 'until'))
      return [name, format.weekdayTime(new Date(value), 'with-year')]
    if (typeof value === 'number' && name === 'amount') return [name, format.money(value)]
    return [name, value]
  })
  return Object.fromEntries(shown)
}

/** The papers handed in, each file to be fetched again by who may see the dossier, and what registries answered in their place. */
export function HandedIn({ dossier }: { dossier: ApplicantDossierPage }) {
  const { t, locale, format } = useShell()
  const given = dossier.components.filter(
    ({ attachments, papers, fromRegistries }) => attachments.length + papers.length + fromRegistries.length > 0,
  )
  if (given.length === 0) return <p>{t('portal.dossier.no_papers')}</p>
  return (
    <ComponentList
      items={given.map((component) => ({
        name: official(component.name, locale),
        detail: (
          <ul className="plain">
            {component.attachments.map((file, place) => (
              <li key={`${file.fileHash} ${file.round}`}>
                {file.paperId !== undefined && `${t('papers.from_store')}: `}
                <a
                  href={
                    file.paperId === undefined
                      ? `/tep/${dossier.dossierId}/${file.fileHash}`
                      : `/kho-giay-to/${file.paperId}`
                  }
                >
                  {t('portal.dossier.file', {
                    number: place + 1,
                    kind: fileKind(file.mediaType),
                    size: format.fileSize(file.size),
                  })}
                </a>
                {file.round > 0 && ` · ${t('portal.dossier.round', { round: file.round })}`}
              </li>
            ))}
            {component.fromRegistries.map(({ hash, registry, number, title }) => (
              <li key={hash}>
                {t('papers.from_registry', { registry })}
                {number !== null && `: ${title ?? ''} · ${t('papers.number_short', { number })}`}
              </li>
            ))}
            {component.papers.map((paper) => (
              <li key={paper.componentKey}>
                {t(paper.certifiedCopies ? 'portal.dossier.paper_certified' : 'portal.dossier.paper', {
                  originals: paper.originals,
                  copies: paper.copies,
                  certified: paper.certifiedCopies ?? 0,
                })}
              </li>
            ))}
          </ul>
        ),
      }))}
    />
  )
}

const FILE_KINDS: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPG',
  'image/png': 'PNG',
}

function fileKind(mediaType: string): string {
  return FILE_KINDS[mediaType] ?? (mediaType.includes('spreadsheet') ? 'XLSX' : 'DOCX')
}

/** The key of the one case of a procedure that does not tell cases apart. */
const ONLY_CASE = 'chung'

/** The facts of a dossier that head its page and its receipt. */
export function dossierFacts(
  dossier: ApplicantDossierPage,
  words: { t: Translate; locale: Locale; format: Format },
): Fact[] {
  const { t, locale, format } = words
  const facts: (Fact | null)[] = [
    {
      term: t('portal.dossier.procedure'),
      value: official(dossier.procedure.name, locale),
      note: dossier.procedure.code,
    },
    dossier.case === null || dossier.case.key === ONLY_CASE
      ? null
      : { term: t('portal.apply.place.case'), value: official(dossier.case.name, locale) },
    { term: t('portal.dossier.applicant'), value: dossier.applicant?.fullName ?? t('portal.erased') },
    { term: t('portal.dossier.agency'), value: dossier.units.competent.name },
    dossier.units.intake.id === dossier.units.competent.id
      ? null
      : { term: t('portal.dossier.intake'), value: dossier.units.intake.name },
    { term: t('portal.dossier.submitted'), value: format.dateTime(new Date(dossier.submittedAt)) },
    dossier.acceptedAt === null
      ? null
      : { term: t('portal.dossier.accepted'), value: format.dateTime(new Date(dossier.acceptedAt)) },
  ]
  return facts.filter((fact) => fact !== null)
}

const DAY_MINUTES = 24 * 60

/** How long the office takes on average for the same procedure; nothing where too few were resolved to tell. */
export function paceFacts(pace: OfficePace | null, { t, format }: { t: Translate; format: Format }): Fact[] {
  if (pace === null) return []
  const { cases, inTime, averageMinutes } = pace
  return [
    {
      term: t('figures.pace.term'),
      value: t('figures.pace.value', { days: format.number(Math.max(1, Math.round(averageMinutes / DAY_MINUTES))) }),
      note: t('figures.pace.note', { share: format.percent(inTime, cases), cases: format.number(cases) }),
    },
  ]
}
