import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import { newId } from '../../../platform/ids.ts'
import { flashCookie } from '../../flash.ts'
import { makeFormat } from '../../format.ts'
import type { MoneyPage } from '../../money-services.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { textIn } from '../../text.ts'
import { Button, EmptyState, Enhance, type FormState, PageHeading, readForm, SecondButton } from '../../ui/index.ts'
import { dossierPath } from '../addresses.ts'
import { attemptWork } from '../attempt.ts'
import { type DeskPage, getDesk } from '../guard.ts'
import { nameIn } from '../texts.ts'
import { CashForm, ChargeTable, ChooseForm, QrSection, ReceiptSection } from './collect-parts.tsx'
import { amountOf, oneFault } from './money-forms.ts'
import { WaiveForm, WaiverList, waiverOf } from './waive-parts.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const code = new URL(request.url).searchParams.get('ma')?.trim() ?? ''
  const { money } = page.services
  const id = code === '' ? null : await money.findByCode(page.actor, code)
  const found = id === null ? null : await money.page(page.actor, id)
  const desks = await money.desks(page.actor)
  const { open } = await money.drawer(page.actor)
  const isDesk = found !== null && desks.some((desk) => desk.agencyId === found.due.agencyId)
  return { code, found, isDesk, drawer: open, commandId: newId() }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const id = form.text('dossierId')
  const { money } = page.services
  const back = (key: string, params: Record<string, string | number> = {}) =>
    redirect(`/lam-viec/thu-tien?${new URLSearchParams({ ma: form.text('code') })}`, {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key, params }) },
    })
  switch (form.text('act')) {
    case 'cash': {
      const read = amountOf(form, 'tendered')
      if ('fault' in read) return oneFault(form, read.fault)
      return attemptWork(form, async () => back('money.done.cash', await takenWords(page, form, read.amount)))
    }
    case 'waive':
      return attemptWork(form, async () => {
        const { state } = await money.waive(page.actor, waiverOf(form))
        return back(state === 'confirmed' ? 'money.done.waived' : 'money.done.waiver_proposed')
      })
    case 'choose': {
      const chosen = Object.fromEntries(
        form.all('line').map((key) => [key, Number(form.text(`count/${key}`) || '1')] as const),
      )
      return attemptWork(form, async () => {
        await money.choose(page.actor, { dossierId: id, chosen })
        return back('money.done.chosen')
      })
    }
    case 'refund':
      return attemptWork(form, async () => {
        const [chargeId, method, reason] = [form.text('mark'), form.text('method'), form.text('reason')]
        await money.askRefund(page.actor, { chargeId, method, reason })
        return back('money.done.refund_asked')
      })
    case 'cancel':
      return attemptWork(form, async () => {
        await money.cancelReceipt(page.actor, { receiptId: form.text('mark'), reason: form.text('reason') })
        return back('money.done.cancelled')
      })
    default:
      throw data(null, { status: 400 })
  }
}

/** The change stands large on the next page: it is what the officer's hand does next. */
async function takenWords(page: DeskPage, form: Awaited<ReturnType<typeof readForm>>, tendered: number) {
  const taken = await page.services.money.takeCash(page.actor, {
    id: form.text('commandId'),
    dossierId: form.text('dossierId'),
    tendered,
    // Not written down yet: then all that is due now.
    ...(form.all('charge').length === 0 ? {} : { chargeIds: [...form.all('charge')] }),
  })
  const format = makeFormat(page.locale, textIn(page.locale))
  const receipts = taken.receipts.map((receipt) => receipt.number).join(', ')
  return { amount: format.money(taken.amount), change: format.money(taken.change), receipts }
}

/** Taking money for one dossier, found by its code. */
export default function CollectPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { code, found } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  return (
    <>
      <PageHeading faulty={(state?.faults.length ?? 0) > 0}>{t('money.collect.title')}</PageHeading>
      <search>
        <form method="get" className="search">
          <label htmlFor="ma">{t('money.collect.code')}</label>
          <input id="ma" name="ma" type="search" defaultValue={code} autoComplete="off" maxLength={60} data-search="" />
          {found === null ? (
            <Button>{t('money.collect.find')}</Button>
          ) : (
            <SecondButton>{t('money.collect.find')}</SecondButton>
          )}
        </form>
      </search>
      {code === '' && <p className="soft">{t('money.collect.hint')}</p>}
      {code !== '' && found === null && (
        <EmptyState title={t('money.collect.none', { code })} text={t('money.collect.none_text')} />
      )}
      {found !== null && <Found {...loaderData} found={found} state={state} />}
      <Enhance script="print" />
    </>
  )
}

type FoundProps = Omit<PageProps<typeof loader>['loaderData'], 'found'> & {
  found: MoneyPage
  state: FormState | undefined
}

function Found({ found, isDesk, drawer, commandId, state }: FoundProps) {
  const { t, locale } = useShell()
  const { due, procedureName, applicantName } = found
  const form = { found, state }
  return (
    <>
      <section aria-labelledby="ho-so-thu">
        <h2 id="ho-so-thu">
          <a href={dossierPath(due.dossierId)}>{due.code ?? t('workspace.no_code')}</a>
        </h2>
        <p>
          <b>{applicantName ?? t('workspace.erased')}</b> · {nameIn(procedureName, locale)}
        </p>
      </section>
      <Amount found={found} />
      {isDesk && due.dueNow > 0 && (
        <div className="pay-ways">
          <CashForm {...form} drawer={drawer} commandId={commandId} />
          <QrSection found={found} />
        </div>
      )}
      <ChargeTable found={found} />
      {isDesk && <ChooseForm {...form} />}
      <WaiverList found={found} />
      {isDesk && <WaiveForm {...form} />}
      <ReceiptSection {...form} isDesk={isDesk} />
    </>
  )
}

function Amount({ found: { due } }: { found: MoneyPage }) {
  const { t, format } = useShell()
  return (
    <p className="amount-now" role="status">
      <span>{t(due.dueNow > 0 ? 'money.due.now' : 'money.due.nothing')}</span>
      {due.dueNow > 0 && <b>{format.money(due.dueNow)}</b>}
      {due.dueLater > 0 && (
        <span className="small soft">{t('money.due.later', { amount: format.money(due.dueLater) })}</span>
      )}
    </p>
  )
}
