import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { denominations, sumOfNotes } from '../../../modules/money/cash.ts'
import { flashCookie } from '../../flash.ts'
import { makeFormat } from '../../format.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { textIn } from '../../text.ts'
import {
  Actions,
  Button,
  EmptyState,
  Facts,
  type FormState,
  Notice,
  PageForm,
  PageHeading,
  readForm,
  SelectField,
  type SentForm,
  TextField,
} from '../../ui/index.ts'
import { attemptWork } from '../attempt.ts'
import { type DeskPage, getDesk } from '../guard.ts'
import { amountOf, oneFault, stateFor } from './money-forms.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const { money } = page.services
  const [desks, drawer] = await Promise.all([money.desks(page.actor), money.drawer(page.actor)])
  return { desks, ...drawer }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  return form.text('act') === 'close' ? close(page, form) : open(page, form)
}

function back(key: string, params: Record<string, string | number> = {}): Response {
  return redirect('/lam-viec/ket-so', { status: 303, headers: { 'set-cookie': flashCookie({ key, params }) } })
}

function open(page: DeskPage, form: SentForm) {
  const read = amountOf(form, 'float')
  if ('fault' in read) return oneFault(form, read.fault)
  return attemptWork(form, async () => {
    const [agencyId, counter] = [form.text('agencyId'), form.text('counter')]
    await page.services.money.openDrawer(page.actor, { agencyId, counter, float: read.amount })
    return back('money.done.opened', { counter })
  })
}

function close(page: DeskPage, form: SentForm) {
  const notes: Record<string, number> = {}
  for (const note of denominations) {
    const text = form.text(`notes/${note}`)
    if (text !== '' && !/^\d{1,5}$/.test(text)) {
      return oneFault(form, { path: `notes/${note}`, key: 'error.money.notes_wrong' })
    }
    if (text !== '') notes[note] = Number(text)
  }
  const offline = form.text('offlineCounted') === '' ? { amount: null } : amountOf(form, 'offlineCounted')
  if ('fault' in offline) return oneFault(form, offline.fault)
  return attemptWork(form, async () => {
    const given = {
      drawerId: form.text('drawerId'),
      notes,
      reason: form.text('reason'),
      offline: { counted: offline.amount, reason: form.text('offlineReason') },
    }
    const closed = await page.services.money.closeDrawer(page.actor, given)
    const format = makeFormat(page.locale, textIn(page.locale))
    const params = { counted: format.money(closed.counted), difference: format.money(closed.difference) }
    if (closed.offline !== null) {
      const { counted, expected } = closed.offline
      const also = { offline: format.money(counted), offlineDifference: format.money(counted - expected) }
      return back('money.done.closed_offline', { ...params, ...also })
    }
    return back(closed.difference === 0 ? 'money.done.closed' : 'money.done.closed_differs', params)
  })
}

/** Opening the drawer in the morning, counting and closing it in the evening. */
export default function DrawerPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, format } = useShell()
  const state = (actionData as { form: FormState } | undefined)?.form
  const drawer = loaderData.open
  return (
    <>
      <PageHeading faulty={(state?.faults.length ?? 0) > 0}>
        {t(drawer === null ? 'money.drawer.title_open' : 'money.drawer.title_close')}
      </PageHeading>
      {drawer === null ? (
        <OpenForm desks={loaderData.desks} state={state} />
      ) : (
        <CloseForm drawer={drawer} offline={loaderData.offline} state={state} />
      )}
      {drawer === null && loaderData.offline.amount > 0 && (
        <Notice
          tone="soon"
          title={t('money.drawer.offline_waits', { amount: format.money(loaderData.offline.amount) })}
        >
          <p>{t('money.drawer.offline_how')}</p>
        </Notice>
      )}
      {loaderData.closed.length > 0 && (
        <section aria-labelledby="da-dong">
          <h2 id="da-dong">{t('money.drawer.closed_before')}</h2>
          <ul className="list">
            {loaderData.closed.map((each) => {
              const difference = (each.countedAmount ?? 0) - (each.expectedAmount ?? 0)
              return (
                <li key={each.id}>
                  {each.counter} · {format.dateTime(each.openedAt)} – {each.closedAt && format.dateTime(each.closedAt)}{' '}
                  · {format.money(each.countedAmount ?? 0)}
                  {difference !== 0 && (
                    <div className="small">
                      {t('money.drawer.difference', { amount: format.money(difference) })}: {each.differenceReason}
                    </div>
                  )}
                  {each.offlineCounted !== null && each.offlineExpected !== null && (
                    <div className="small">
                      {t('money.drawer.offline_line', {
                        counted: format.money(each.offlineCounted),
                        difference: format.money(each.offlineCounted - each.offlineExpected),
                      })}
                      {each.offlineReason !== null && `: ${each.offlineReason}`}
                    </div>
                  )}
                </li>
              )
            })}
          </ul>
        </section>
      )}
    </>
  )
}

type Loaded = PageProps<typeof loader>['loaderData']

function OpenForm({ desks, state }: { desks: Loaded['desks']; state: FormState | undefined }) {
  const { t } = useShell()
  const [first] = desks
  if (first === undefined) return <EmptyState title={t('money.drawer.no_desk')} text={t('money.drawer.no_desk_text')} />
  return (
    <PageForm state={stateFor('open', state)}>
      <input type="hidden" name="act" value="open" />
      <SelectField
        name="agencyId"
        label={t('money.drawer.place')}
        choices={desks.map((desk) => ({ value: desk.agencyId, label: desk.name }))}
        initial={first.agencyId}
      />
      <TextField
        name="counter"
        label={t('money.drawer.counter')}
        hint={t('money.drawer.counter_hint')}
        maxLength={40}
        size="medium"
      />
      <TextField
        name="float"
        label={t('money.drawer.float')}
        hint={t('money.drawer.float_hint')}
        initial="0"
        inputMode="numeric"
        size="medium"
      />
      <Actions>
        <Button>{t('money.drawer.open')}</Button>
      </Actions>
    </PageForm>
  )
}

interface CloseProps {
  drawer: NonNullable<Loaded['open']>
  offline: Loaded['offline']
  state: FormState | undefined
}

function CloseForm({ drawer, offline, state }: CloseProps) {
  const { t, format } = useShell()
  const sent = stateFor('close', state)
  const asksReason = sent?.faults.some((fault) => fault.path === 'reason') === true
  const counted = sent === undefined ? null : countedOf(sent)
  return (
    <>
      <Facts
        facts={[
          { term: t('money.drawer.counter'), value: drawer.counter },
          { term: t('money.drawer.since'), value: format.dateTime(drawer.openedAt) },
          { term: t('money.drawer.float'), value: format.money(drawer.float) },
          // What should be in it is told after counting, so that one counts and does not copy.
          ...(asksReason ? [{ term: t('money.drawer.expected'), value: format.money(drawer.holds) }] : []),
          ...(counted === null ? [] : [{ term: t('money.drawer.counted'), value: format.money(counted) }]),
        ]}
      />
      <PageForm state={sent}>
        <input type="hidden" name="act" value="close" />
        <input type="hidden" name="drawerId" value={drawer.id} />
        <fieldset className="notes">
          <legend>{t('money.drawer.notes')}</legend>
          {denominations.map((note) => (
            <TextField
              key={note}
              name={`notes/${note}`}
              label={format.money(note)}
              inputMode="numeric"
              autoComplete="off"
              size="short"
            />
          ))}
        </fieldset>
        <TextField name="reason" label={t('money.drawer.reason')} hint={t('money.drawer.reason_hint')} optional />
        {offline.receipts > 0 && <OfflineCount offline={offline} sent={sent} />}
        <Actions>
          <Button>{t('money.drawer.close')}</Button>
        </Actions>
      </PageForm>
    </>
  )
}

/** Cash taken without network is counted apart: it was never in this drawer's book. */
function OfflineCount({ offline, sent }: Pick<CloseProps, 'offline'> & { sent: FormState | undefined }) {
  const { t, format } = useShell()
  const asksReason = sent?.faults.some((fault) => fault.path === 'offlineReason') === true
  return (
    <section aria-labelledby="tien-mat-mang">
      <h2 id="tien-mat-mang">{t('money.drawer.offline_title')}</h2>
      <p>{t('money.drawer.offline_receipts', { count: offline.receipts })}</p>
      {asksReason && <p>{t('money.drawer.offline_expected', { amount: format.money(offline.amount) })}</p>}
      <TextField
        name="offlineCounted"
        label={t('money.drawer.offline_counted')}
        inputMode="numeric"
        autoComplete="off"
        size="medium"
      />
      <TextField
        name="offlineReason"
        label={t('money.drawer.reason')}
        hint={t('money.drawer.reason_hint')}
        optional
        maxLength={500}
      />
    </section>
  )
}

function countedOf(state: FormState): number {
  return sumOfNotes(
    Object.fromEntries(denominations.map((note) => [note, Number(state.values[`notes/${note}`]?.[0] ?? '') || 0])),
  )
}
