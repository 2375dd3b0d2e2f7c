// @ts-check
// Cash taken without network: each receipt, the day's total, the drawer counted, and whether the server has the same.
import { localDate } from '/enhance/rules/platform/civil-date.ts'
import { byId, element, format, formOf, setChoices, showFaults, t, tell, typedIn } from './dom.js'
import { takeMoney } from './intake.js'
import { moneyFaults, readMoney } from './intake-form.js'
import { append, readKit } from './journal.js'
import { allRecords } from './store.js'

/** @param {(id: string) => void} onTaken gets the record's id */
export function wireCash(onTaken) {
  const taking = formOf('cash')
  taking.addEventListener('submit', (event) => {
    event.preventDefault()
    void take(taking, onTaken)
  })
  const counting = formOf('count')
  counting.addEventListener('submit', (event) => {
    event.preventDefault()
    void countDrawer(counting)
  })
}

/**
 * @param {HTMLFormElement} form
 * @param {(id: string) => void} onTaken
 */
async function take(form, onTaken) {
  const faults = moneyFaults(form, 'amount', true)
  showFaults(form, faults)
  const amount = readMoney(typedIn(form, 'amount'))
  if (faults.length > 0 || typeof amount !== 'number') return
  const row = await takeMoney(amount, typedIn(form, 'purpose'), typedIn(form, 'intakeId') || null)
  form.reset()
  await showCash()
  onTaken(row.id)
}

/** @param {HTMLFormElement} form */
async function countDrawer(form) {
  const typed = typedIn(form, 'counted')
  const counted = typed === '0' ? 0 : readMoney(typed)
  if (typeof counted !== 'number') {
    showFaults(form, [{ path: 'counted', text: t('e_money') }])
    return
  }
  showFaults(form, [])
  const expected = (await cashOfToday()).reduce((sum, { amount }) => sum + (amount ?? 0), 0)
  await append(() => ({ kind: 'count', counted, expected }))
  const difference = counted - expected
  if (difference === 0) tell(t('cash.drawer_matches', { amount: format.money(counted) }))
  else
    tell(
      t(difference > 0 ? 'cash.drawer_more' : 'cash.drawer_less', { amount: format.money(Math.abs(difference)) }),
      'late',
    )
  form.reset()
}

async function cashOfToday() {
  const prepared = await readKit()
  const today = localDate(Date.now() + (prepared?.skewMs ?? 0))
  return (await allRecords()).filter(({ kind, deviceAt }) => kind === 'cash' && localDate(deviceAt) === today)
}

export async function showCash() {
  const cash = await cashOfToday()
  const rows = await allRecords()
  const total = cash.reduce((sum, { amount }) => sum + (amount ?? 0), 0)
  byId('tong-thu').textContent = t('cash.total', { count: cash.length, amount: format.money(total) })
  byId('chua-thu').hidden = cash.length > 0
  byId('danh-sach-thu').replaceChildren(
    ...cash.map(({ number, settledNumber, amount, deviceAt, intakeId }) => {
      const intake = rows.find(({ id }) => id === intakeId)
      const of = intake === undefined ? '' : ` · ${intake.settledNumber ?? intake.number ?? ''}`
      return element(
        'li',
        {},
        element('b', { class: 'num', text: format.money(amount ?? 0) }),
        ` ${settledNumber ?? number ?? ''}${of} · ${format.clock(new Date(deviceAt))}`,
      )
    }),
  )
  setChoices(
    formOf('cash'),
    'intakeId',
    rows.flatMap(({ kind, id, number }) =>
      kind === 'intake' && number !== null ? [{ value: id, label: number }] : [],
    ),
  )
}

/**
 * The sum of all cash of this journal against the server's.
 * @param {{ count: number, amount: number }} server
 */
export async function compareCash(server) {
  const cash = (await allRecords()).filter(({ kind }) => kind === 'cash')
  const amount = cash.reduce((sum, row) => sum + (row.amount ?? 0), 0)
  const fits = amount === server.amount && cash.length === server.count
  const place = byId('doi-chieu-tien')
  place.hidden = false
  place.className = fits ? 'notice ok' : 'notice late'
  place.replaceChildren(
    element('p', {
      text: t(fits ? 'cash.fits' : 'cash.differs', {
        count: cash.length,
        amount: format.money(amount),
        serverCount: server.count,
        serverAmount: format.money(server.amount),
      }),
    }),
  )
}
