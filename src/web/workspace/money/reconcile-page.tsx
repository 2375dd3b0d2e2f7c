import type { ReactNode } from 'react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { localDate } from '../../../platform/civil-date.ts'
import { flashCookie } from '../../flash.ts'
import { parseTypedDate } from '../../format.ts'
import { noteText } from '../../money-texts.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Button,
  DataTable,
  EmptyState,
  Figure,
  Figures,
  type FormState,
  Notice,
  PageHeading,
  PrintHint,
  readForm,
} from '../../ui/index.ts'
import { attemptWork } from '../attempt.ts'
import { getDesk } from '../guard.ts'
import { AgencyChoice, chosenAgency } from './agency-choice.tsx'
import { amountOf, oneFault } from './money-forms.ts'
import { OfflineCashSection } from './offline-cash-section.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const { money } = page.services
  const agencies = await money.overseen(page.actor)
  const agency = chosenAgency(request, agencies)
  const typed = new URL(request.url).searchParams.get('ngay') ?? ''
  const today = localDate(Date.now())
  const on = typed === '' ? today : parseTypedDate(typed)
  const day = agency === null || on === null ? null : await money.reconcile(page.actor, agency.agencyId, on)
  const isDesk = (await money.desks(page.actor)).some((desk) => desk.agencyId === agency?.agencyId)
  return { agencies, agency, typed, on, day, isDesk }
}

/** The desk says what cash taken without network was, or that its amount was typed wrongly. */
export async function action({ request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const back = new URL(request.url)
  back.searchParams.set('co-quan', form.text('agencyId'))
  const done = (key: string) =>
    redirect(`${back.pathname}${back.search}`, { status: 303, headers: { 'set-cookie': flashCookie({ key }) } })
  if (form.text('act') === 'correct') {
    const read = amountOf(form, 'amount')
    if ('fault' in read) return oneFault(form, read.fault)
    return attemptWork(form, async () => {
      const [recordId, reason] = [form.text('mark'), form.text('reason')]
      await page.services.money.correctOfflineCash(page.actor, { recordId, amount: read.amount, reason })
      return done('money.done.offline_corrected')
    })
  }
  return attemptWork(form, async () => {
    await page.services.money.settleOfflineCash(page.actor, {
      recordId: form.text('mark'),
      how: form.text('kind'),
      dossierCode: form.text('code'),
      reason: form.text('reason'),
    })
    return done('money.done.offline_settled')
  })
}

/** One day of one agency: every source of money beside every other. */
export default function ReconcilePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, format } = useShell()
  const { agencies, agency, typed, on, day, isDesk } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  return (
    <>
      <PageHeading faulty={(state?.faults.length ?? 0) > 0}>{t('money.reconcile.title')}</PageHeading>
      <AgencyChoice agencies={agencies} chosen={agency} on={typed} />
      {agency === null && <EmptyState title={t('money.no_agency')} text={t('money.no_agency_text')} />}
      {agency !== null && (
        <form method="get" className="search">
          <input type="hidden" name="co-quan" value={agency.agencyId} />
          <label htmlFor="ngay">{t('money.reconcile.day')}</label>
          <input id="ngay" name="ngay" defaultValue={on === null ? typed : format.date(on)} maxLength={14} />
          <Button>{t('money.show')}</Button>
        </form>
      )}
      {agency !== null && on === null && (
        <p className="field-fault" role="alert">
          {t('money.reconcile.bad_day')}
        </p>
      )}
      {day !== null && agency !== null && (
        <Day day={day}>
          <OfflineCashSection lines={day.offlineCash} agencyId={agency.agencyId} isDesk={isDesk} state={state} />
        </Day>
      )}
    </>
  )
}

type DayView = NonNullable<PageProps<typeof loader>['loaderData']['day']>

function Day({ day, children }: { day: DayView; children: ReactNode }) {
  const { t, format } = useShell()
  const offline = day.offlineCash.reduce((sum, { amount }) => sum + amount, 0)
  const total = day.payments.reduce((sum, payment) => sum + payment.amount, offline)
  return (
    <>
      <Notice
        tone={day.differences.length === 0 ? 'ok' : 'late'}
        title={
          day.differences.length === 0
            ? t('money.reconcile.agrees', { amount: format.money(total) })
            : t('money.reconcile.differs', { count: day.differences.length })
        }
      >
        <p>{format.weekdayDate(day.on)}</p>
      </Notice>
      <Figures>
        {day.payments.map(({ method, amount, count }) => (
          <Figure
            key={method}
            value={format.money(amount)}
            label={t(`money.method.${method}`)}
            of={t('money.reconcile.count', { count })}
          />
        ))}
        {day.offlineCash.length > 0 && (
          <Figure
            value={format.money(offline)}
            label={t('money.method.offline_cash')}
            of={t('money.reconcile.count', { count: day.offlineCash.length })}
          />
        )}
      </Figures>
      {day.differences.length > 0 && <Differences day={day} />}
      {children}
      <Accounts day={day} />
      <PrintHint />
    </>
  )
}

function Differences({ day }: { day: DayView }) {
  const { t, format } = useShell()
  return (
    <section aria-labelledby="chenh-lech">
      <h2 id="chenh-lech">{t('money.reconcile.differences')}</h2>
      <DataTable
        caption={t('money.reconcile.differences')}
        rows={day.differences.map((difference, index) => ({ ...difference, index }))}
        rowKey={(row) => String(row.index)}
        columns={[
          {
            key: 'kind',
            label: t('money.reconcile.kind'),
            lead: true,
            cell: (row) => (
              <>
                <b>{t(`money.difference.${row.kind}`)}</b>
                <div className="small soft">{noteText(row.note, t)}</div>
              </>
            ),
          },
          { key: 'about', label: t('money.reconcile.about'), cell: (row) => row.about },
          {
            key: 'expected',
            label: t('money.reconcile.expected'),
            align: 'right',
            cell: (row) => format.money(row.expected),
          },
          { key: 'found', label: t('money.reconcile.found'), align: 'right', cell: (row) => format.money(row.found) },
        ]}
      />
    </section>
  )
}

function Accounts({ day }: { day: DayView }) {
  const { t, format } = useShell()
  return (
    <section aria-labelledby="so-quy">
      <h2 id="so-quy">{t('money.reconcile.accounts')}</h2>
      <DataTable
        caption={t('money.reconcile.accounts')}
        rows={day.accounts}
        rowKey={(row) => row.account}
        empty={<p>{t('money.reconcile.no_accounts')}</p>}
        columns={[
          {
            key: 'account',
            label: t('money.reconcile.account'),
            lead: true,
            cell: (row) => t(`money.account.${row.account}`),
          },
          {
            key: 'opening',
            label: t('money.reconcile.opening'),
            align: 'right',
            cell: (row) => format.money(row.opening),
          },
          { key: 'debit', label: t('money.reconcile.debit'), align: 'right', cell: (row) => format.money(row.debit) },
          {
            key: 'credit',
            label: t('money.reconcile.credit'),
            align: 'right',
            cell: (row) => format.money(row.credit),
          },
          {
            key: 'closing',
            label: t('money.reconcile.closing'),
            align: 'right',
            cell: (row) => format.money(row.closing),
          },
        ]}
      />
    </section>
  )
}
