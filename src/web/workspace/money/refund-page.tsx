import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Button,
  EmptyState,
  type FormState,
  PageForm,
  PageHeading,
  readForm,
  SecondButton,
  Tag,
} from '../../ui/index.ts'
import { attemptWork } from '../attempt.ts'
import { getDesk } from '../guard.ts'
import { AgencyChoice, chosenAgency } from './agency-choice.tsx'
import { stateFor } from './money-forms.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const { money } = page.services
  const agencies = await money.overseen(page.actor)
  const agency = chosenAgency(request, agencies)
  const refunds = agency === null ? [] : await money.refunds(page.actor, agency.agencyId)
  const desks = await money.desks(page.actor)
  return {
    agencies,
    agency,
    refunds,
    isDesk: desks.some((desk) => desk.agencyId === agency?.agencyId),
    me: page.actor.officerId,
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const { money } = page.services
  const refundId = form.text('mark')
  const act = form.text('act')
  return attemptWork(form, async () => {
    if (act === 'pay') await money.payRefund(page.actor, refundId)
    else await money.decideRefund(page.actor, { refundId, approve: act === 'approve' })
    const key =
      { pay: 'money.done.refund_paid', approve: 'money.done.refund_approved' }[act] ?? 'money.done.refund_refused'
    return redirect(`/lam-viec/hoan-tien?co-quan=${encodeURIComponent(form.text('agencyId'))}`, {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key }) },
    })
  })
}

/** Money to give back: asked by one officer, decided by another, paid out. */
export default function RefundPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, format } = useShell()
  const { agencies, agency, refunds, isDesk, me } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  return (
    <>
      <PageHeading faulty={(state?.faults.length ?? 0) > 0}>{t('money.refund.page')}</PageHeading>
      <AgencyChoice agencies={agencies} chosen={agency} />
      {refunds.length === 0 && <EmptyState title={t('money.refund.none')} text={t('money.refund.none_text')} />}
      <ul className="list">
        {refunds.map((refund) => (
          <li key={refund.id}>
            <b>{format.money(refund.amount)}</b> · {t(`money.kind.${refund.kind}`)} ·{' '}
            {t(`money.method.${refund.method}`)} ·{' '}
            <a href={`/lam-viec/thu-tien?ma=${refund.dossierCode ?? ''}`}>{refund.dossierCode}</a>{' '}
            <Tag tone={refund.state === 'asked' ? 'soon' : 'wait'}>{t(`money.refund.${refund.state}`)}</Tag>
            <div className="typed">{refund.reasonText ?? t('workspace.erased')}</div>
            <div className="small soft">
              {refund.askedBy === null
                ? t('money.refund.by_rule', { at: format.dateTime(refund.askedAt) })
                : t('money.refund.asked_by', { name: refund.askedByName ?? '', at: format.dateTime(refund.askedAt) })}
            </div>
            {agency !== null && refund.state === 'asked' && agency.decides && refund.askedBy !== me && (
              <Act acts={['approve', 'refuse']} id={refund.id} agencyId={agency.agencyId} state={state} />
            )}
            {agency !== null && refund.state === 'approved' && isDesk && (
              <Act acts={['pay']} id={refund.id} agencyId={agency.agencyId} state={state} />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

interface ActProps {
  acts: readonly ('approve' | 'refuse' | 'pay')[]
  id: string
  agencyId: string
  state: FormState | undefined
}

function Act({ acts, id, agencyId, state }: ActProps) {
  const { t } = useShell()
  const sent = acts.map((act) => stateFor(act, state, id)).find((one) => one !== undefined)
  return (
    <PageForm state={sent}>
      <input type="hidden" name="mark" value={id} />
      <input type="hidden" name="agencyId" value={agencyId} />
      <Actions>
        {acts.map((act, index) =>
          index === 0 ? (
            <Button key={act} name="act" value={act}>
              {t(`money.refund.do_${act}`)}
            </Button>
          ) : (
            <SecondButton key={act} name="act" value={act}>
              {t(`money.refund.do_${act}`)}
            </SecondButton>
          ),
        )}
      </Actions>
    </PageForm>
  )
}
