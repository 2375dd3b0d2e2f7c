import { dueNow } from '../../../modules/money/charge.ts'
import type { MoneyPage } from '../../money-services.ts'
import { type ChargeRow, chargeRows } from '../../money-texts.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Button,
  CheckboxField,
  DataTable,
  type FormState,
  Notice,
  PageForm,
  QrCode,
  RadioField,
  SecondButton,
  Tag,
  TextField,
} from '../../ui/index.ts'
import { stateFor } from './money-forms.ts'

export interface FormProps {
  found: MoneyPage
  state: FormState | undefined
}

/** What every form of the page carries. */
export function Marks({ found: { due }, act, mark }: { found: MoneyPage; act: string; mark?: string }) {
  return (
    <>
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="dossierId" value={due.dossierId} />
      <input type="hidden" name="code" value={due.code ?? ''} />
      {mark !== undefined && <input type="hidden" name="mark" value={mark} />}
    </>
  )
}

/** Cash: the amount given, typed and sent with Enter. Without an open drawer it says where to open one. */
export function CashForm({
  found,
  state,
  drawer,
  commandId,
}: FormProps & { drawer: { counter: string } | null; commandId: string }) {
  const { t, format } = useShell()
  if (drawer === null) {
    return (
      <Notice tone="soon" title={t('money.cash.no_drawer')}>
        <p>
          <a href="/lam-viec/ket-so">{t('money.cash.open_drawer')}</a>
        </p>
      </Notice>
    )
  }
  return (
    <section aria-labelledby="tien-mat" className="cash">
      <h2 id="tien-mat">{t('money.cash.title')}</h2>
      <PageForm state={stateFor('cash', state)} commandId={commandId}>
        <Marks found={found} act="cash" />
        {dueNow(found.due.charges, found.due.legal).map((charge) => (
          <input key={charge.id} type="hidden" name="charge" value={charge.id} />
        ))}
        <TextField
          name="tendered"
          label={t('money.cash.tendered')}
          hint={t('money.cash.tendered_hint', { counter: drawer.counter })}
          initial={format.number(found.due.dueNow, 0)}
          inputMode="numeric"
          autoComplete="off"
          size="medium"
        />
        <Actions>
          <Button>{t('money.cash.take')}</Button>
        </Actions>
      </PageForm>
    </section>
  )
}

export function QrSection({ found }: { found: MoneyPage }) {
  const { t, format } = useShell()
  const { qr } = found
  if (qr === null) return null
  return (
    <section aria-labelledby="vietqr">
      <h2 id="vietqr">{t('money.qr.title')}</h2>
      <QrCode value={qr.text} label={t('money.qr.label', { amount: format.money(qr.amount) })} caption={qr.purpose} />
      <p className="small">
        {qr.account.bank} · {qr.account.number} · {qr.account.holder}
      </p>
      {qr.illustrative && <p className="small soft">{t('money.qr.illustrative')}</p>}
    </section>
  )
}

/** Every line of money with where it comes from and why. */
export function ChargeTable({ found }: { found: MoneyPage }) {
  const shell = useShell()
  const { t, format } = shell
  const rows = chargeRows(found.due, shell)
  return (
    <section aria-labelledby="khoan-thu">
      <h2 id="khoan-thu">{t('money.lines.title')}</h2>
      <DataTable<ChargeRow>
        caption={t('money.lines.title')}
        rows={rows}
        rowKey={(row) => row.key}
        empty={<p>{t('money.lines.none')}</p>}
        columns={[
          {
            key: 'name',
            label: t('money.lines.name'),
            lead: true,
            cell: (row) => (
              <>
                {row.name} {row.illustrative && <Tag>{t('money.illustrative')}</Tag>}
                <div className="small soft">{row.why}</div>
              </>
            ),
          },
          { key: 'collect', label: t('money.lines.collect'), cell: (row) => t(`money.collect_at.${row.collect}`) },
          {
            key: 'amount',
            label: t('money.lines.amount'),
            align: 'right',
            cell: (row) => (
              <>
                {row.amount === null ? '–' : format.money(row.amount)}
                {row.waived > 0 && (
                  <div className="small soft">{t('money.lines.waived', { amount: format.money(row.waived) })}</div>
                )}
              </>
            ),
          },
          { key: 'state', label: t('money.lines.state'), cell: (row) => <Tag tone={row.tone}>{row.state}</Tag> },
        ]}
      />
    </section>
  )
}

/** Lines that hang on a condition or a quantity: the officer says which apply. */
export function ChooseForm({ found, state }: FormProps) {
  const { t, format } = useShell()
  const charged = new Set(found.due.charges.map((charge) => charge.key))
  const open = found.due.lines.filter((line) => line.status === 'choose' && !charged.has(line.key))
  if (open.length === 0 || found.due.code === null) return null
  return (
    <details className="disclosure" open={stateFor('choose', state) !== undefined}>
      <summary>{t('money.choose.title', { count: open.length })}</summary>
      <PageForm state={stateFor('choose', state)}>
        <Marks found={found} act="choose" />
        <CheckboxField
          name="line"
          label={t('money.choose.which')}
          choices={open.map((line) => ({
            value: line.key,
            label: `${format.money(line.full ?? 0)}${line.per === null ? '' : ` / ${line.per}`}`,
            ...(line.condition === null ? {} : { hint: line.condition }),
          }))}
        />
        {open
          .filter((line) => line.per !== null)
          .map((line) => (
            <TextField
              key={line.key}
              name={`count/${line.key}`}
              label={t('money.choose.count', { per: line.per ?? '' })}
              initial="1"
              inputMode="numeric"
              size="short"
            />
          ))}
        <Actions>
          <SecondButton>{t('money.choose.do')}</SecondButton>
        </Actions>
      </PageForm>
    </details>
  )
}

/** Receipts with their numbers, and for what was paid the ways back. */
export function ReceiptSection({ found, state, isDesk }: FormProps & { isDesk: boolean }) {
  const { t, format } = useShell()
  if (found.receipts.length === 0) return null
  const paid = found.due.charges.filter((charge) => charge.state === 'paid')
  const asked = new Set(found.refunds.filter((refund) => refund.state !== 'refused').map((refund) => refund.chargeId))
  return (
    <section aria-labelledby="bien-lai">
      <h2 id="bien-lai">{t('money.receipts.title')}</h2>
      <ul className="list">
        {found.receipts.map((receipt) => (
          <li key={receipt.id}>
            <a href={`/bien-lai/${receipt.id}`}>{receipt.number}</a> · {t(`money.kind.${receipt.kind}`)} ·{' '}
            {format.money(receipt.amount)} · {format.dateTime(receipt.issuedAt)} ·{' '}
            <a href={`/bien-lai/${receipt.id}.pdf`}>{t('money.receipt.pdf')}</a>{' '}
            {receipt.cancelledAt !== null && <Tag tone="late">{t('money.receipts.cancelled')}</Tag>}
            {isDesk && receipt.cancelledAt === null && (
              <ReasonForm found={found} state={state} act="cancel" mark={receipt.id} />
            )}
          </li>
        ))}
      </ul>
      {isDesk &&
        paid
          .filter((charge) => !asked.has(charge.id))
          .map((charge) => <ReasonForm key={charge.id} found={found} state={state} act="refund" mark={charge.id} />)}
      {found.refunds.map((refund) => (
        <p key={refund.id}>
          {t('money.refund.line', { amount: format.money(refund.amount), state: t(`money.refund.${refund.state}`) })}
        </p>
      ))}
    </section>
  )
}

/** A small form behind a line: cancel a receipt, or ask for a refund. */
function ReasonForm({ found, state, act, mark }: FormProps & { act: 'cancel' | 'refund'; mark: string }) {
  const { t, format } = useShell()
  const sent = stateFor(act, state, mark)
  const charge = found.due.charges.find((each) => each.id === mark)
  const methods = (['cash', 'bank'] as const).map((method) => ({ value: method, label: t(`money.method.${method}`) }))
  const title = t(`money.${act}.title`, { amount: format.money(charge?.amount ?? 0) })
  return (
    <details className="disclosure" open={sent !== undefined}>
      <summary>{title}</summary>
      <PageForm state={sent}>
        <Marks found={found} act={act} mark={mark} />
        {act === 'refund' && (
          <RadioField name="method" label={t('money.refund.method')} choices={methods} initial="cash" />
        )}
        <TextField name="reason" label={t('money.reason')} />
        <Actions>
          <SecondButton>{t(`money.${act}.do`)}</SecondButton>
        </Actions>
      </PageForm>
    </details>
  )
}
