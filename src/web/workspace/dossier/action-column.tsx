import type { VerbName } from '../../../modules/casework/verbs/index.ts'
import type { DossierPage, VerbView } from '../../../modules/casework/views/view-types.ts'
import { useShell } from '../../shell.ts'
import { ButtonLink, DeadlineCell, MoreActions, WhyNot } from '../../ui/index.ts'
import { dossierPath, verbPath } from '../addresses.ts'
import { deadlineFacts, nameIn } from '../texts.ts'

/** What an officer most likely does next, first found first. */
const LIKELY: readonly VerbName[] = [
  'accept',
  'answer_opinion',
  'approve',
  'complete',
  'forward',
  'supply',
  'record_payment',
  'resume',
  'return_result',
  'assign',
]
/** Rarer acts stand behind "Việc khác". */
const RARE: readonly VerbName[] = ['extend', 'suspend', 'request_payment', 'stop', 'withdraw', 'correct']

/** One filled button, the usual others outlined, the rest behind one line; what cannot be done says why. */
export function ActionColumn({ dossier }: { dossier: DossierPage }) {
  const { t } = useShell()
  const allowed = dossier.verbs.filter((view) => view.allowed).map((view) => view.verb)
  const main = LIKELY.find((verb) => allowed.includes(verb))
  const others = allowed.filter((verb) => verb !== main)
  const usual = others.filter((verb) => !RARE.includes(verb))
  const rare = others.filter((verb) => RARE.includes(verb))
  const path = (verb: VerbName) => verbPath(dossier.dossierId, verb)
  return (
    <aside className="acts" aria-label={t('workspace.dossier.actions')}>
      <StepNow dossier={dossier} />
      {main !== undefined && <ButtonLink to={path(main)}>{t(`verb.${main}`)}</ButtonLink>}
      {usual.map((verb) => (
        <ButtonLink key={verb} to={path(verb)} second>
          {t(`verb.${verb}`)}
        </ButtonLink>
      ))}
      {rare.length > 0 && (
        <MoreActions label={t('workspace.dossier.more', { count: rare.length })}>
          <ul className="plain-list">
            {rare.map((verb) => (
              <li key={verb}>
                <a href={path(verb)}>{t(`verb.${verb}`)}</a>
              </li>
            ))}
          </ul>
        </MoreActions>
      )}
      {allowed.length === 0 && <p className="soft">{t('workspace.dossier.nothing_to_do')}</p>}
      <Reasons views={dossier.verbs} />
      {dossier.acceptedAt !== null && (
        <>
          <ButtonLink to={`${dossierPath(dossier.dossierId)}/giay/01.pdf`} second>
            {t('documents.print_receipt')}
          </ButtonLink>
          <p>
            <a href={`${dossierPath(dossier.dossierId)}/giay-tiep-nhan`}>{t('workspace.receipt.link')}</a>
          </p>
        </>
      )}
      {dossier.code !== null && (
        <p>
          <a href={`/lam-viec/thu-tien?ma=${dossier.code}`}>{t('money.link')}</a>
        </p>
      )}
    </aside>
  )
}

function StepNow({ dossier }: { dossier: DossierPage }) {
  const { t, locale, format } = useShell()
  const { step } = dossier
  if (step === null) return null
  return (
    <div className="step-now">
      <p className="soft small">{t('workspace.dossier.step')}</p>
      <p>
        <b>{nameIn(step.name, locale)}</b> – {step.assignee?.name ?? t('workspace.filter.nobody')}
        <br />
        <span className="soft small">
          {step.agency.name} · {t('workspace.dossier.step_since', { at: format.dateTime(new Date(step.startedAt)) })}
          {step.kind !== 'return' && (
            <> · {t('workspace.dossier.step_allotted', { span: format.workingSpan(step.allottedMinutes) })}</>
          )}
        </span>
      </p>
      {step.due !== null && step.due.dueAt !== null && <DeadlineCell {...deadlineFacts(step.due)} />}
    </div>
  )
}

/** Reasons that belong to how the flow is drawn stand behind a line; those one may wonder about stand open. */
function Reasons({ views }: { views: readonly VerbView[] }) {
  const { t } = useShell()
  const refused = views.flatMap((view) => (view.allowed ? [] : [view]))
  const isDrawn = (code: string) => ['step_does_not_allow', 'step_is_not_approval'].includes(code)
  const open = refused.filter((view) => !isDrawn(view.code))
  const drawn = refused.filter((view) => isDrawn(view.code))
  const text = (view: (typeof refused)[number]) =>
    t('workspace.dossier.cannot', { verb: t(`verb.${view.verb}`), reason: t(`error.casework.${view.code}`) })
  return (
    <>
      {open.map((view) => (
        <WhyNot key={view.verb}>{text(view)}</WhyNot>
      ))}
      {drawn.length > 0 && (
        <details className="disclosure">
          <summary>{t('workspace.dossier.not_here', { count: drawn.length })}</summary>
          {drawn.map((view) => (
            <WhyNot key={view.verb}>{text(view)}</WhyNot>
          ))}
        </details>
      )}
    </>
  )
}
