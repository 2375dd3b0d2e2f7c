import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { bankName } from '../../../modules/money/refunds/banks.ts'
import { flashCookie } from '../../flash.ts'
import type { MoneyPage } from '../../money-services.ts'
import { chargeRows } from '../../money-texts.ts'
import { isRefusal } from '../../page-context.ts'
import type { PageProps } from '../../page-props.ts'
import { accountIn, RefundAccountForm } from '../../refund-account-form.tsx'
import { useShell } from '../../shell.ts'
import {
  Actions,
  attemptForm,
  Button,
  ButtonLink,
  ComponentList,
  type FormState,
  faultyForm,
  Notice,
  PageForm,
  PageHeading,
  QrCode,
  readForm,
  SecondButton,
} from '../../ui/index.ts'
import { citizenPage } from '../guard.ts'
import { official } from '../texts.ts'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { page, actor } = citizenPage(context)
  return page.services.money.page(actor, params.id ?? '')
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { page, actor } = citizenPage(context)
  const form = await readForm(request)
  const id = params.id ?? ''
  const { money } = page.services
  try {
    return await attemptForm(form, async () => {
      if (form.text('act') === 'account') {
        await money.stateRefundAccount(actor, { refundId: form.text('mark'), account: accountIn(form) })
        return redirect(`/ho-so/${id}/thanh-toan`, {
          status: 303,
          headers: { 'set-cookie': flashCookie({ key: 'money.done.refund_account' }) },
        })
      }
      if (form.text('act') === 'check') {
        await money.checkOnline(actor, id)
        return redirect(`/ho-so/${id}/thanh-toan`, {
          status: 303,
          headers: { 'set-cookie': flashCookie({ key: 'money.done.checked' }) },
        })
      }
      await money.payOnline(actor, id, '')
      return redirect(`/ho-so/${id}/thanh-toan#thanh-toan-truc-tuyen`, { status: 303 })
    })
  } catch (error) {
    // The platform is down: the page says so and stays.
    if (!isRefusal(error) || error.kind !== 'unavailable') throw error
    return faultyForm(form, [{ path: '', key: `error.${error.code}` }])
  }
}

/** What is to be paid, why, and the ways to pay it. */
export default function PayPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t, format, locale } = shell
  const { due, procedureName, qr } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  const ofPayment = state?.values.act?.[0] === 'account' ? undefined : state
  return (
    <>
      <p className="small">
        <a href={`/ho-so/${due.dossierId}`}>{t('money.pay.back')}</a>
      </p>
      <PageHeading faulty={state !== undefined} kicker={due.code ?? official(procedureName, locale)}>
        {t('money.pay.title')}
      </PageHeading>
      <p className="amount-now" role="status">
        <span>{t(due.dueNow > 0 ? 'money.due.now' : 'money.due.nothing')}</span>
        {due.dueNow > 0 && <b>{format.money(due.dueNow)}</b>}
        {due.dueLater > 0 && (
          <span className="small soft">{t('money.due.later', { amount: format.money(due.dueLater) })}</span>
        )}
      </p>
      {due.code === null && <p>{t('money.pay.not_accepted')}</p>}
      {due.code !== null && due.dueNow > 0 && <Online page={loaderData} state={ofPayment} />}
      {qr !== null && (
        <section aria-labelledby="vietqr">
          <h2 id="vietqr">{t('money.qr.title')}</h2>
          <p>{t('money.qr.how')}</p>
          <QrCode
            value={qr.text}
            label={t('money.qr.label', { amount: format.money(qr.amount) })}
            caption={qr.purpose}
          />
          <p className="small">
            {qr.account.bank} · {qr.account.number} · {qr.account.holder}
          </p>
          {qr.illustrative && <p className="small soft">{t('money.qr.illustrative')}</p>}
        </section>
      )}
      <section aria-labelledby="khoan-thu">
        <h2 id="khoan-thu">{t('money.lines.title')}</h2>
        <ComponentList
          items={chargeRows(due, shell).map((row) => ({
            name: row.name,
            tags: [
              { label: row.state, tone: row.tone },
              ...(row.illustrative ? [{ label: t('money.illustrative') }] : []),
            ],
            detail: row.why,
            children: (
              <div>
                {row.amount === null ? null : format.money(row.amount)}
                {row.waived > 0 && ` (${t('money.lines.waived', { amount: format.money(row.waived) })})`}
              </div>
            ),
          }))}
        />
      </section>
      {loaderData.waivers.some((waiver) => waiver.state === 'proposed') && <p>{t('money.pay.waiver_waits')}</p>}
      <Receipts page={loaderData} />
      <Refunds page={loaderData} state={state} />
    </>
  )
}

function Online({ page, state }: { page: MoneyPage; state: FormState | undefined }) {
  const { t, format } = useShell()
  const { online, onlineOffered, due } = page
  if (!onlineOffered) return null
  const isOpen = online?.state === 'open' && online.amount === due.dueNow && online.expiresAt.getTime() > Date.now()
  return (
    <section aria-labelledby="thanh-toan-truc-tuyen">
      <h2 id="thanh-toan-truc-tuyen">{t('money.online.title')}</h2>
      {online?.trouble != null && (
        <Notice tone="soon">
          <p>{t('money.online.trouble')}</p>
        </Notice>
      )}
      {(online?.state === 'failed' || online?.state === 'expired') && <p>{t(`money.online.${online.state}`)}</p>}
      {isOpen && online?.payUrl != null ? (
        <>
          <p>{t('money.online.opened', { until: format.clock(online.expiresAt) })}</p>
          <p>
            <ButtonLink to={online.payUrl}>{t('money.online.go', { amount: format.money(online.amount) })}</ButtonLink>
          </p>
          <PageForm state={state}>
            <input type="hidden" name="act" value="check" />
            <SecondButton>{t('money.online.check')}</SecondButton>
          </PageForm>
        </>
      ) : (
        <PageForm state={state}>
          <input type="hidden" name="act" value="pay" />
          <Actions>
            <Button>{t('money.online.pay')}</Button>
          </Actions>
        </PageForm>
      )}
    </section>
  )
}

/** Money that comes back, and where the applicant wants it. */
function Refunds({ page, state }: { page: MoneyPage; state: FormState | undefined }) {
  const { t, format } = useShell()
  if (page.refunds.length === 0) return null
  return (
    <section aria-labelledby="hoan-tien">
      <h2 id="hoan-tien">{t('money.refund.page')}</h2>
      <ul className="list">
        {page.refunds.map((refund) => (
          <li key={refund.id}>
            {t('money.refund.line', { amount: format.money(refund.amount), state: t(`money.refund.${refund.state}`) })}{' '}
            · {t(`money.method.${refund.method}`)}
            {refund.account != null && (
              <div className="small">
                {bankName(refund.account.bin) ?? refund.account.bin} · {refund.account.number} · {refund.account.holder}
              </div>
            )}
            {refund.method === 'bank' && !refund.ordered && ['asked', 'approved'].includes(refund.state) && (
              <AccountOrChange refund={refund} state={state} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Open while nobody has said where the money goes; afterwards behind a line to change it. */
function AccountOrChange({ refund, state }: { refund: MoneyPage['refunds'][number]; state: FormState | undefined }) {
  const { t } = useShell()
  const form = <RefundAccountForm refundId={refund.id} state={state} />
  if (refund.account == null) return form
  return (
    <details className="disclosure" open={state?.values.mark?.[0] === refund.id}>
      <summary>{t('money.account_form.change')}</summary>
      {form}
    </details>
  )
}

function Receipts({ page }: { page: MoneyPage }) {
  const { t, format } = useShell()
  if (page.receipts.length === 0) return null
  return (
    <section aria-labelledby="bien-lai">
      <h2 id="bien-lai">{t('money.receipts.title')}</h2>
      <ul className="list">
        {page.receipts.map((receipt) => (
          <li key={receipt.id}>
            <a href={`/bien-lai/${receipt.id}`}>{receipt.number}</a> · {t(`money.kind.${receipt.kind}`)} ·{' '}
            {format.money(receipt.amount)} · {format.date(receipt.issuedAt)} ·{' '}
            <a href={`/bien-lai/${receipt.id}.pdf`} aria-label={t('money.receipt.pdf_of', { number: receipt.number })}>
              {t('money.receipt.pdf')}
            </a>
            {receipt.cancelledAt !== null && ` · ${t('money.receipts.cancelled')}`}
          </li>
        ))}
      </ul>
    </section>
  )
}
