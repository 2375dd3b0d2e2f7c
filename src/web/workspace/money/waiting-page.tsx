import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import type { UnpaidLine } from '../../../modules/money/unpaid/index.ts'
import type { WaiverLine } from '../../../modules/money/waivers/index.ts'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  EmptyState,
  type FormState,
  PageForm,
  PageHeading,
  readForm,
  SecondButton,
  Tag,
  TextField,
} from '../../ui/index.ts'
import { attemptWork } from '../attempt.ts'
import { getDesk } from '../guard.ts'
import { AgencyChoice, chosenAgency } from './agency-choice.tsx'
import { stateFor } from './money-forms.ts'
import { WaiverText } from './waive-parts.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const { money } = page.services
  const agencies = await money.overseen(page.actor)
  const agency = chosenAgency(request, agencies)
  const waiting = agency === null ? null : await money.waiting(page.actor, agency.agencyId)
  return { agencies, agency, waiting, me: page.actor.officerId }
}

const acts = ['confirm', 'refuse', 'acknowledged', 'collect'] as const

export async function action({ request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const { money } = page.services
  const act = acts.find((one) => one === form.text('act'))
  if (act === undefined) throw data(null, { status: 400 })
  return attemptWork(form, async () => {
    const reason = form.text('reason')
    if (act === 'confirm' || act === 'refuse') {
      await money.decideWaiver(page.actor, { waiverId: form.text('mark'), confirm: act === 'confirm', reason })
    } else {
      const [dossierId = '', version = ''] = form.text('mark').split('/')
      await money.reviewUnpaid(page.actor, { dossierId, version: Number(version) || 0, decision: act, note: reason })
    }
    return redirect(`/lam-viec/viec-thu-tien?co-quan=${encodeURIComponent(form.text('agencyId'))}`, {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key: `money.done.${act}` }) },
    })
  })
}

/** What waits for the head: waivers, results handed over unpaid; and what the head sent back to the desk. */
export default function WaitingPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { agencies, agency, waiting, me } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  const open = waiting?.unpaid.filter((line) => line.state === 'open') ?? []
  const collect = waiting?.unpaid.filter((line) => line.state === 'collect') ?? []
  const waivers = waiting?.waivers ?? []
  const common = { agency, me, state }
  return (
    <>
      <PageHeading faulty={(state?.faults.length ?? 0) > 0}>{t('money.waiting.title')}</PageHeading>
      <AgencyChoice agencies={agencies} chosen={agency} />
      {agency === null && <EmptyState title={t('money.no_agency')} text={t('money.no_agency_text')} />}
      {agency !== null && waivers.length + open.length + collect.length === 0 && (
        <EmptyState title={t('money.waiting.none')} text={t('money.waiting.none_text')} />
      )}
      {open.length > 0 && (
        <section aria-labelledby="tra-chua-nop">
          <h2 id="tra-chua-nop">{t('money.waiting.unpaid', { count: open.length })}</h2>
          <p className="small soft">{t('money.waiting.unpaid_text')}</p>
          <ul className="list">
            {open.map((line) => (
              <UnpaidItem key={markOf(line)} line={line} {...common} />
            ))}
          </ul>
        </section>
      )}
      {waivers.length > 0 && (
        <section aria-labelledby="mien-giam-cho">
          <h2 id="mien-giam-cho">{t('money.waiting.waivers', { count: waivers.length })}</h2>
          <p className="small soft">{t('money.waiting.waivers_text')}</p>
          <ul className="list">
            {waivers.map((waiver) => (
              <WaiverItem key={waiver.id} waiver={waiver} {...common} />
            ))}
          </ul>
        </section>
      )}
      {collect.length > 0 && (
        <section aria-labelledby="thu-tiep">
          <h2 id="thu-tiep">{t('money.waiting.collect', { count: collect.length })}</h2>
          <ul className="list">
            {collect.map((line) => (
              <UnpaidItem key={markOf(line)} line={line} {...common} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

interface ItemProps {
  agency: { agencyId: string; decides: boolean } | null
  me: string
  state: FormState | undefined
}

function markOf(line: UnpaidLine): string {
  return `${line.dossierId}/${line.version}`
}

function UnpaidItem({ line, agency, me, state }: ItemProps & { line: UnpaidLine }) {
  const { t, format } = useShell()
  const may = line.state === 'open' && agency?.decides === true && line.returnedBy !== me
  return (
    <li>
      <a href={`/lam-viec/thu-tien?ma=${line.dossierCode ?? ''}`}>{line.dossierCode}</a> ·{' '}
      {t('money.waiting.still_due', { amount: format.money(line.stillDue) })}{' '}
      {line.stillDue === 0 && <Tag tone="ok">{t('money.state.paid')}</Tag>}
      <div className="typed">{t('money.waiting.ground', { ground: line.groundText ?? t('workspace.erased') })}</div>
      <div className="small soft">
        {t('money.waiting.returned', {
          name: line.returnedByName ?? '',
          at: format.dateTime(line.returnedAt),
          amount: format.money(line.amount),
        })}
      </div>
      {line.noteText !== null && (
        <div className="typed">{t('money.waiting.note', { name: line.decidedByName ?? '', note: line.noteText })}</div>
      )}
      {may && <Decide acts={['acknowledged', 'collect']} mark={markOf(line)} agency={agency} state={state} />}
    </li>
  )
}

function WaiverItem({ waiver, agency, me, state }: ItemProps & { waiver: WaiverLine }) {
  const { t } = useShell()
  return (
    <li>
      <a href={`/lam-viec/thu-tien?ma=${waiver.dossierCode ?? ''}`}>{waiver.dossierCode}</a>{' '}
      <WaiverText waiver={waiver} />
      {agency?.decides === true && waiver.proposedBy !== me && (
        <Decide acts={['confirm', 'refuse']} mark={waiver.id} agency={agency} state={state} />
      )}
      {waiver.proposedBy === me && <p className="small soft">{t('money.waiting.yours')}</p>}
    </li>
  )
}

interface DecideProps {
  acts: readonly (typeof acts)[number][]
  mark: string
  agency: { agencyId: string }
  state: FormState | undefined
}

/** One field for the reason, and the two ways; which of them needs it stands in its hint. */
function Decide({ acts: own, mark, agency, state }: DecideProps) {
  const { t } = useShell()
  const sent = own.map((act) => stateFor(act, state, mark)).find((one) => one !== undefined)
  return (
    <PageForm state={sent}>
      <input type="hidden" name="mark" value={mark} />
      <input type="hidden" name="agencyId" value={agency.agencyId} />
      <TextField
        name="reason"
        label={t('money.reason')}
        hint={t(`money.waiting.reason_${own[0]}`)}
        optional
        maxLength={500}
      />
      <Actions>
        {own.map((act) => (
          <SecondButton key={act} name="act" value={act}>
            {t(`money.waiting.do_${act}`)}
          </SecondButton>
        ))}
      </Actions>
    </PageForm>
  )
}
