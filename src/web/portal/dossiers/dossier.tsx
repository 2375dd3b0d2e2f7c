import type { LoaderFunctionArgs } from 'react-router'
import type { ApplicantDossierPage } from '../../../modules/casework/views/view-types.ts'
import { RateResult } from '../../feedback/rate-result.tsx'
import type { PageProps } from '../../page-props.ts'
import { papersOf } from '../../papers/dossier-papers.ts'
import { PaperSection } from '../../papers/paper-section.tsx'
import { useShell } from '../../shell.ts'
import { ButtonLink, Facts, MoreActions, Notice, PageHeading, QrCode, Tag } from '../../ui/index.ts'
import { citizenPage } from '../guard.ts'
import { official } from '../texts.ts'
import {
  codeText,
  DossierDeadline,
  dossierFacts,
  FlowSteps,
  HandedIn,
  isCutShort,
  paceFacts,
  stateTone,
  Timeline,
} from './dossier-parts.tsx'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { portal, actor, page } = citizenPage(context)
  const dossier = await portal.dossiers.get(actor, params.id ?? '', page.locale)
  const pace = await portal.open.pace(dossier.units.competent.id, dossier.procedure.code)
  const occasions = await page.services.ratings.ownOccasions(actor, dossier.dossierId)
  return { dossier, pace, publicUrl: portal.publicUrl, occasion: occasions[0] ?? null }
}

/** One's own dossier: where it stands, what is awaited from me, when the answer comes and why then. */
export default function DossierPage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, locale } = shell
  const { dossier, pace, publicUrl, occasion } = loaderData
  return (
    <>
      <PageHeading kicker={codeText(dossier, t)}>{official(dossier.procedure.name, locale)}</PageHeading>
      <p className="lead">
        <Tag tone={stateTone(dossier.legal)}>{t(`portal.state.${dossier.legal}`)}</Tag>{' '}
        {t(`portal.state_says.${dossier.legal}`)}
      </p>
      <Awaited dossier={dossier} />
      <div className="with-aside">
        <div>
          {dossier.due !== null && (
            <>
              <h2>{t('portal.dossier.when')}</h2>
              <DossierDeadline due={dossier.due} legal={dossier.legal} />
            </>
          )}
          {dossier.due === null && dossier.acceptedAt === null && dossier.legal === 'submitted' && (
            <ReceptionDue dossier={dossier} />
          )}
          {dossier.result !== null && <ResultBlock dossier={dossier} publicUrl={publicUrl} />}
          {occasion?.event === 'result_returned' && (
            <RateResult dossierId={dossier.dossierId} occasion={occasion} publicUrl={publicUrl} />
          )}
          {dossier.flow.length > 0 && !isCutShort(dossier.legal) && (
            <>
              <h2>{t('portal.dossier.steps')}</h2>
              <FlowSteps dossier={dossier} />
            </>
          )}
          <h2>{t('portal.dossier.handed_in')}</h2>
          {dossier.answers?.content !== undefined && <p className="typed">{dossier.answers.content}</p>}
          <HandedIn dossier={dossier} />
          <PaperSection base={`/ho-so/${dossier.dossierId}`} papers={papersOf(dossier, 'applicant')} />
          <h2>{t('portal.dossier.history')}</h2>
          <Timeline lines={dossier.timeline} />
        </div>
        <aside>
          <Facts stacked facts={[...dossierFacts(dossier, shell), ...paceFacts(pace, shell)]} />
          <OtherActs dossier={dossier} />
        </aside>
      </div>
    </>
  )
}

/** The one thing that is awaited from the applicant, with its date and its button. */
function Awaited({ dossier }: { dossier: ApplicantDossierPage }) {
  const { t, format, locale } = useShell()
  const open = dossier.supplements.find((supplement) => supplement.suppliedAt === null)
  const maySupply = dossier.verbs.some((one) => one.verb === 'supply' && one.allowed)
  if (open !== undefined && maySupply) {
    return (
      <Notice tone="wait" title={t('portal.supply.asked', { date: format.weekdayDate(new Date(open.until)) })}>
        <ul>
          {open.components.map((component) => (
            <li key={component.key}>
              <b>{official(component.name, locale)}</b>
              {component.legalBasis !== null && <span className="small soft"> · {component.legalBasis}</span>}
            </li>
          ))}
        </ul>
        <p className="typed">{t('portal.supply.reason', { reason: open.reason.text ?? t('portal.erased') })}</p>
        <p className="small">{t('portal.supply.by', { name: open.requestedBy.name })}</p>
        <p>
          <ButtonLink to={`/ho-so/${dossier.dossierId}/bo-sung`}>{t('portal.supply.do')}</ButtonLink>
        </p>
      </Notice>
    )
  }
  if (dossier.legal === 'payment_requested' && dossier.moneyDue !== null) {
    const { amount, until } = dossier.moneyDue
    return (
      <Notice tone="wait" title={t('portal.pay.title', { amount: format.money(amount) })}>
        <p>{t('portal.pay.text', { date: format.weekdayDate(new Date(until)), agency: dossier.units.intake.name })}</p>
      </Notice>
    )
  }
  if (dossier.money === 'due' && dossier.endedReason === null) {
    return (
      <Notice tone="wait" title={t('money.pay.awaited')}>
        <p>
          <ButtonLink to={`/ho-so/${dossier.dossierId}/thanh-toan`}>{t('money.pay.title')}</ButtonLink>
        </p>
      </Notice>
    )
  }
  const reason = dossier.endedReason
  if (reason === null) return null
  return (
    <Notice tone="late" title={t('portal.dossier.reason')}>
      <p className="typed">{reason.text ?? t('portal.erased')}</p>
    </Notice>
  )
}

function ReceptionDue({ dossier }: { dossier: ApplicantDossierPage }) {
  const { t, format } = useShell()
  return (
    <p>
      {t('portal.dossier.reception', {
        agency: dossier.units.intake.name,
        date: format.weekdayTime(new Date(dossier.receptionDueAt)),
      })}
    </p>
  )
}

function ResultBlock({ dossier, publicUrl }: { dossier: ApplicantDossierPage; publicUrl: string }) {
  const { t, format } = useShell()
  const { result } = dossier
  if (result === null) return null
  const address = `${publicUrl}/kiem-chung/${result.verificationCode}`
  return (
    <section>
      <h2>{t('portal.result.title')}</h2>
      <Facts
        facts={[
          { term: t('portal.result.outcome'), value: t(`portal.result.${result.outcome}`) },
          { term: t('portal.result.number'), value: result.number },
          { term: t('portal.result.issued'), value: format.weekdayDate(result.issuedOn) },
          { term: t('portal.result.signed'), value: result.signedBy.name },
        ]}
      />
      <p>
        <ButtonLink to={`/tep/${dossier.dossierId}/${result.fileHash}`}>{t('portal.result.download')}</ButtonLink>
      </p>
      <QrCode value={address} label={t('portal.result.qr')} caption={result.verificationCode} />
      <p className="small">
        <a href={`/kiem-chung/${result.verificationCode}`}>{t('portal.result.verify')}</a>
      </p>
    </section>
  )
}

function OtherActs({ dossier }: { dossier: ApplicantDossierPage }) {
  const { t } = useShell()
  const mayWithdraw = dossier.verbs.some((one) => one.verb === 'withdraw' && one.allowed)
  return (
    <>
      <p>
        <ButtonLink to={`/ho-so/${dossier.dossierId}/phieu`} second>
          {t('portal.receipt.print')}
        </ButtonLink>
      </p>
      <p>
        <a href={`/ho-so/${dossier.dossierId}/thanh-toan`}>{t('money.link')}</a> ·{' '}
        <a href={`/ho-so/${dossier.dossierId}/danh-gia`}>{t('feedback.occasions.link')}</a>
      </p>
      <MoreActions label={t('portal.dossier.more')}>
        <ul className="plain">
          <li>
            <a href={`/ho-so/${dossier.dossierId}/lich-su.json`} download>
              {t('ledger.page.download')}
            </a>
            <div className="small soft">
              {t('portal.dossier.history_note')} <a href="/so-cai">{t('portal.dossier.how_to_check')}</a>
            </div>
          </li>
          {mayWithdraw && (
            <li>
              <a href={`/ho-so/${dossier.dossierId}/rut`}>{t('portal.withdraw.do')}</a>
            </li>
          )}
        </ul>
      </MoreActions>
    </>
  )
}
