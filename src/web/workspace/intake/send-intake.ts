import { redirect } from 'react-router'
import { flashCookie } from '../../flash.ts'
import type { FormFault, FormState } from '../../ui/index.ts'
import { dossierPath } from '../addresses.ts'
import { attemptWork, faultsOf } from '../attempt.ts'
import type { DeskPage } from '../guard.ts'
import { keptIn } from '../kept-files.tsx'
import type { CounterProcedure } from '../services/intake.ts'
import type { IntakeAnswer } from '../services/receive.ts'
import { isBlank, readBasket } from './basket.ts'
import { unready } from './intake-acts.ts'
import { dossierValues, formOf, type Values, withValues } from './intake-values.ts'
import { type Press, procedureOf } from './intake-work.ts'
import { AUTHORISATION_FILE, atThisPage, countFaults, intakeOf, RESULT_FILE } from './read-intake.ts'

export type SendAct = 'submit' | 'keep' | 'settle'
type Received = Extract<IntakeAnswer, { kind: 'received' }>

export const INTAKE = '/lam-viec/tiep-nhan'

export function isSendAct(act: string): act is SendAct {
  return act === 'submit' || act === 'keep' || act === 'settle'
}

/**
 * Sends in the dossier of the form and those laid ready before it, each by its own commands: what came through stands, and pressing
 * again goes on with the rest. The first that is refused comes back into the form with its faults.
 */
export async function sendIntake(page: DeskPage, values: Values, act: SendAct): Promise<Press | Response> {
  const laid = readBasket(values).map((item) => item.values)
  const all = isBlank(values) && laid.length > 0 ? laid : [...laid, dossierValues(values)]
  const grouped = all.length > 1 || formOf(values).text('grouped') === 'yes'
  const groupId = grouped ? formOf(values).text('groupId') : undefined
  const frame = { mandateId: values.mandateId ?? [] }
  let last: Received | null = null
  for (const [done, item] of all.entries()) {
    const sent = await sendOne(page, { values: { ...item, ...frame }, act, groupId })
    if ('press' in sent)
      return withRest(values, { rest: all.slice(done), grouped: grouped && done > 0, press: sent.press })
    last = sent.received
  }
  if (last === null) return { values, focus: 'box' }
  return groupId === undefined ? redirectAfter(last) : redirect(`${INTAKE}?nhom=${groupId}`)
}

/** The faulty dossier in the form, those after it laid ready again; those before it are received. */
function withRest(values: Values, { rest, grouped, press }: { rest: Values[]; grouped: boolean; press: Press }): Press {
  const basket = rest.slice(1).map((item) => JSON.stringify(item))
  const frame: Record<string, readonly string[]> = { basket }
  for (const name of ['mandateId', 'groupId'] as const) frame[name] = values[name] ?? []
  const own = withValues({ ...press.values, ...frame }, grouped ? { grouped: 'yes' } : {})
  return { ...press, values: own }
}

interface OneToSend {
  values: Values
  act: SendAct
  groupId: string | undefined
}

async function sendOne(page: DeskPage, one: OneToSend): Promise<{ press: Press } | { received: Received }> {
  const { values, act, groupId } = one
  const procedure = await procedureOf(page, values)
  const form = formOf(values)
  const faults = procedure === null ? unready(values) : countFaults(form)
  if (procedure === null || faults.length > 0)
    return { press: { values, faults: withProcedureFault(faults, procedure) } }
  const kept = keptIn({ values, faults: [] })
  const settle = act === 'settle' ? settleOf(values) : undefined
  if (settle !== undefined && 'faults' in settle) return { press: { values, faults: settle.faults } }
  let answer: IntakeAnswer | null = null
  const attempt = await attemptWork(form, async () => {
    const request = { ...intakeOf(form, procedure, kept), accept: act !== 'keep', groupId, settle }
    answer = await page.desk.receiveDossier(page.actor, request)
    return new Response(null)
  })
  if (!(attempt instanceof Response)) return { press: { values, faults: atThisPage(attempt.data.form.faults) } }
  const received = answer as IntakeAnswer | null
  if (received?.kind === 'received') return { received }
  const warnings = received?.kind === 'doubtful' ? received.warnings : []
  const said = faultsOf({ name: 'Refusal', code: 'doubtful', kind: 'invalid', params: {}, faults: warnings })
  return { press: { values, faults: atThisPage(said), doubtful: true } }
}

function withProcedureFault(faults: FormFault[], procedure: CounterProcedure | null): FormFault[] {
  const said = procedure !== null || faults.some(({ path }) => path === 'tim')
  return said ? faults : [...faults, { path: 'tim', key: 'intake.e_procedure' }]
}

/** The result to hand over on the spot, or what is missing of it. */
function settleOf(values: Values) {
  const form = formOf(values)
  const file = keptIn({ values, faults: [] } as FormState).find(({ field }) => field === RESULT_FILE)
  const number = form.text('result/number')
  const faults: FormFault[] = []
  if (number === '') faults.push({ path: 'result/number', key: 'error.casework.declaration_missing' })
  if (file === undefined) faults.push({ path: RESULT_FILE, key: 'error.casework.result_missing' })
  if (file === undefined || faults.length > 0) return { faults }
  const taker = form.text('authorised') === 'yes' ? 'authorised' : 'applicant'
  const paper = keptIn({ values, faults: [] } as FormState).find(({ field }) => field === AUTHORISATION_FILE)
  if (taker === 'authorised' && paper === undefined) {
    return { faults: [{ path: AUTHORISATION_FILE, key: 'error.casework.authorisation_missing' }] }
  }
  return {
    number,
    fileHash: file.hash,
    mediaType: file.mediaType,
    to: form.text(`${taker}/fullName`),
    evidence: form.text(`${taker}/number`),
    ...(taker === 'applicant' || paper === undefined
      ? {}
      : { authorisation: { fileHash: paper.hash, mediaType: paper.mediaType, size: paper.size } }),
  }
}

function redirectAfter(received: Received): Response {
  if (received.code !== null && received.refusal === null) return redirect(`${INTAKE}?xong=${received.dossierId}`)
  const key = whyNotDone(received)
  const tone = key === 'intake.kept' ? 'ok' : 'late'
  return redirect(dossierPath(received.dossierId), { headers: { 'set-cookie': flashCookie({ key, tone }) } })
}

function whyNotDone({ code, refusal }: Received): string {
  if (code === null) return refusal === null ? 'intake.kept' : 'intake.not_accepted'
  return refusal === 'casework.fees_unpaid' ? 'intake.not_paid' : 'intake.not_settled'
}
