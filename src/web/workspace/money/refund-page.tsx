import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { bankName } from '../../../modules/money/refunds/banks.ts'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { accountIn, RefundAccountForm } from '../../refund-account-form.tsx'
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
  const orders = agency === null ? [] : await money.orders(page.actor, agency.agencyId)
  return {
    agencies,
    agency,
    refunds,
    orders,
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
    if (act === 'order') await money.orderRefunds(page.actor, form.text('agencyId'))
    else if (act === 'account') await money.stateRefundAccount(page.actor, { refundId, account: accountIn(form) })
    else if (act === 'pay') await money.payRefund(page.actor, refundId)
    else await money.decideRefund(page.actor, { refundId, approve: act === 'approve' })
    const key =
      {
        pay: 'money.done.refund_paid',
        approve: 'money.done.refund_approved',
        order: 'money.done.refund_ordered',
        account: 'money.done.refund_account',
      }[act] ?? 'money.done.refund_refused'
    return redirect(`/lam-viec/hoan-tien?co-quan=${encodeURIComponent(form.text('agencyId'))}`, {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key }) },
    })
  })
}

/** Money to give back: asked by one officer, decided by another, paid out. */
export default function RefundPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, format } = useShell()
  const { agencies, agency, refunds, orders, isDesk, me } = loaderData
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
            {refund.method === 'bank' && <AccountLine refund={refund} />}
            {agency !== null && isDesk && refund.method === 'bank' && !refund.ordered && (
              <details className="disclosure" open={stateFor('account', state, refund.id) !== undefined}>
                <summary>{t('money.account_form.desk')}</summary>
                <RefundAccountForm refundId={refund.id} agencyId={agency.agencyId} state={state} />
              </details>
            )}
            {agency !== null && refund.state === 'asked' && agency.decides && refund.askedBy !== me && (
              <Act acts={['approve', 'refuse']} id={refund.id} agencyId={agency.agencyId} state={state} />
            )}
            {agency !== null && refund.state === 'approved' && isDesk && (
              <Act acts={['pay']} id={refund.id} agencyId={agency.agencyId} state={state} />
            )}
          </li>
        ))}
      </ul>
      {agency !== null && isDesk && refunds.some(isToOrder) && (
        <PageForm state={stateFor('order', state)}>
          <input type="hidden" name="agencyId" value={agency.agencyId} />
          <input type="hidden" name="act" value="order" />
          <Actions>
            <Button>{t('money.order.make', { count: refunds.filter(isToOrder).length })}</Button>
          </Actions>
        </PageForm>
      )}
      {orders.length > 0 && (
        <section aria-labelledby="lenh-chi">
          <h2 id="lenh-chi">{t('money.order.title')}</h2>
          <ul className="list">
            {orders.map((order) => (
              <li key={order.id}>
                {isDesk ? (
                  <a href={`/lam-viec/hoan-tien/lenh/${order.id}`}>{t('money.order.file')}</a>
                ) : (
                  t('money.order.title')
                )}{' '}
                · {format.dateTime(order.madeAt)} · <b>{format.money(order.amount)}</b> ·{' '}
                {t('money.order.count', { paid: order.paid, count: order.count })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

type RefundRow = PageProps<typeof loader>['loaderData']['refunds'][number]

function isToOrder(refund: RefundRow): boolean {
  return refund.method === 'bank' && refund.state === 'approved' && !refund.ordered && refund.account != null
}

function AccountLine({ refund: { account, ordered } }: { refund: RefundRow }) {
  const { t } = useShell()
  if (account === undefined) return <div className="small soft">{t('money.account_form.none')}</div>
  return (
    <div className="small">
      {account === null
        ? t('workspace.erased')
        : `${bankName(account.bin) ?? account.bin} · ${account.number} · ${account.holder}`}
      {ordered && ` · ${t('money.order.in')}`}
    </div>
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
