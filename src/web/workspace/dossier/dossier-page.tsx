import type { LoaderFunctionArgs } from 'react-router'
import type { DossierPage as Dossier } from '../../../modules/casework/views/view-types.ts'
import type { PageProps } from '../../page-props.ts'
import { PaperSection } from '../../papers/paper-section.tsx'
import { useShell } from '../../shell.ts'
import { DeadlineBlock, PageHeading, PrintHint, Tag } from '../../ui/index.ts'
import { dossierPath } from '../addresses.ts'
import { dossierIdOf, getDesk } from '../guard.ts'
import { deadlineFacts, endedLabel, nameIn, sentence } from '../texts.ts'
import { ActionColumn } from './action-column.tsx'
import { ComponentSection } from './component-section.tsx'
import { OpinionSection, ResultSection, SupplementSection } from './exchange-sections.tsx'
import { FactSection } from './fact-section.tsx'
import { TimelineSection } from './timeline-section.tsx'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const dossier = await page.desk.getDossierPage(page.actor, dossierIdOf(params.id), page.locale)
  return { dossier, papers: await page.desk.listPapers(page.actor, dossier) }
}

/** One dossier: where it stands and until when on the left, what can be done on the right. */
export default function DossierPage({ loaderData }: PageProps<typeof loader>) {
  const { dossier, papers } = loaderData
  return (
    <div className="dossier-grid">
      <div className="dossier-head">
        <Head dossier={dossier} />
        <Deadline dossier={dossier} />
      </div>
      <ActionColumn dossier={dossier} />
      <div>
        <SupplementSection dossier={dossier} />
        <OpinionSection dossier={dossier} />
        <ResultSection dossier={dossier} />
        <PaperSection base={dossierPath(dossier.dossierId)} papers={papers} />
        {dossier.legal === 'returned' && <AskForRating dossier={dossier} />}
        <ComponentSection dossier={dossier} />
        <TimelineSection dossier={dossier} />
        <FactSection dossier={dossier} />
        <PrintHint />
      </div>
    </div>
  )
}

/** For the desk that hands results over: asks for the rating on this screen. */
function AskForRating({ dossier }: { dossier: Dossier }) {
  const { t, actor } = useShell()
  const isDesk = actor.mandates.some(
    ({ role, agencyId }) => role === 'receptionist' && agencyId === dossier.units.return.id,
  )
  if (!isDesk) return null
  return (
    <p className="no-print">
      <a href={`/lam-viec/moi-danh-gia/${dossier.dossierId}`}>{t('feedback.invite.title')}</a>
    </p>
  )
}

function Head({ dossier }: { dossier: Dossier }) {
  const { t, locale, format } = useShell()
  const { applicant, units, acceptedAt, submittedAt, code } = dossier
  const at = format.dateTime(new Date(acceptedAt ?? submittedAt))
  const received = t(acceptedAt === null ? 'workspace.dossier.submitted' : 'workspace.dossier.received', {
    place: units.intake.name,
    at,
  })
  return (
    <>
      <PageHeading kicker={`${code ?? t('workspace.no_code')} · ${received}`}>
        {nameIn(dossier.procedure.name, locale)}
      </PageHeading>
      <p>
        <b>{applicant?.fullName ?? t('workspace.erased')}</b>{' '}
        {applicant !== null && <Tag>{t(`workspace.person.${applicant.kind}`)}</Tag>}{' '}
        {dossier.byRepresentative && <Tag>{t('workspace.dossier.representative')}</Tag>}{' '}
        <Tag tone={toneOf(dossier)}>{t(`state.${dossier.legal}`)}</Tag>
      </p>
    </>
  )
}

function toneOf({ legal }: Dossier): 'plain' | 'ok' | 'wait' | 'late' {
  if (['resolved', 'returned'].includes(legal)) return 'ok'
  if (['intake_supplement', 'supplement_requested', 'payment_requested', 'suspended'].includes(legal)) return 'wait'
  return ['refused', 'stopped'].includes(legal) ? 'late' : 'plain'
}

function Deadline({ dossier }: { dossier: Dossier }) {
  const { t, format } = useShell()
  const { due, acceptedAt, receptionDueAt } = dossier
  if (due === null) {
    if (acceptedAt !== null || dossier.finishedAt !== null) return null
    return <p>{t('workspace.dossier.reception_due', { date: format.weekdayTime(new Date(receptionDueAt)) })}</p>
  }
  const moved = due.firstDueAt !== null && due.dueAt !== null && due.firstDueAt !== due.dueAt
  return (
    <>
      <DeadlineBlock
        {...deadlineFacts(due, endedLabel(dossier, t))}
        lines={due.explanation.map((message) => sentence(message, t))}
        provisional={due.provisional}
      />
      {due.dueAt === null && (
        <p className="soft small">
          {t('workspace.dossier.expected', { date: format.weekdayTime(new Date(due.expectedDueAt)) })}
        </p>
      )}
      {moved && due.firstDueAt !== null && (
        <p className="soft small">
          {t('workspace.dossier.first_due', { date: format.weekdayTime(new Date(due.firstDueAt)) })}
        </p>
      )}
    </>
  )
}
