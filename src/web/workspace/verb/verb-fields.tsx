import type { ReactNode } from 'react'
import type { VerbName } from '../../../modules/casework/verbs/index.ts'
import { useShell } from '../../shell.ts'
import { DateField, RadioField, SelectField, TextAreaField, TextField } from '../../ui/index.ts'
import { AttachPaperFields } from './attach-paper-fields.tsx'
import { DecisionFields, ResultFields } from './decision-fields.tsx'
import { MoveFields, SendBackFields } from './move-fields.tsx'
import { AnswerFields, AskFields } from './opinion-fields.tsx'
import { Reason, type VerbFieldsProps } from './reason-field.tsx'
import { ReturnFields } from './return-fields.tsx'
import { SupplementFields, SupplyFields } from './supplement-fields.tsx'

/** The fields of a verb's form, named like the parts of its input. */
export function VerbFields({ verb, ...props }: VerbFieldsProps & { verb: VerbName }) {
  const Fields = fieldsOf[verb]
  return <Fields {...props} />
}

const fieldsOf: Record<VerbName, (props: VerbFieldsProps) => ReactNode> = {
  accept: () => null,
  resume: () => null,
  redirect: RedirectFields,
  refuse_intake: () => <ReasonAndBasis />,
  stop: () => <ReasonAndBasis />,
  withdraw: () => <Reason optional />,
  attach_paper: AttachPaperFields,
  forward: MoveFields,
  send_back: SendBackFields,
  assign: AssignFields,
  suspend: SuspendFields,
  return_result: ReturnFields,
  request_supplement: SupplementFields,
  supply: SupplyFields,
  ask_opinion: AskFields,
  answer_opinion: AnswerFields,
  request_payment: PaymentFields,
  record_payment: ReceiptFields,
  extend: ExtendFields,
  approve: DecisionFields,
  complete: ResultFields,
  correct: CorrectFields,
}

function ReasonAndBasis() {
  const { t } = useShell()
  return (
    <>
      <Reason hint={t('workspace.field.reason_hint')} />
      <TextAreaField
        name="legalBasis"
        label={t('workspace.field.legal_basis')}
        hint={t('workspace.field.legal_basis_hint')}
        rows={2}
        maxLength={2000}
      />
    </>
  )
}

function RedirectFields({ dossier }: VerbFieldsProps) {
  const { t } = useShell()
  const choices = (dossier.forms.redirect?.to ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <SelectField name="to" label={t('intake.redirect_to')} hint={t('intake.redirect_hint')} choices={choices} />
      <Reason hint={t('workspace.field.reason_hint')} />
    </>
  )
}

function AssignFields({ dossier }: VerbFieldsProps) {
  const { t } = useShell()
  const assign = dossier.forms.assign
  const choices = (assign?.officers ?? []).map(({ id, name }) => ({
    value: id,
    label: name,
    ...(id === assign?.current ? { hint: t('workspace.field.holds_now') } : {}),
  }))
  return <RadioField name="officerId" label={t('workspace.field.officer')} choices={choices} />
}

function SuspendFields() {
  const { t } = useShell()
  const choices = (['external', 'posting'] as const).map((value) => ({ value, label: t(`deadline.reason.${value}`) }))
  return (
    <>
      <RadioField name="because" label={t('workspace.field.because')} choices={choices} />
      <Reason hint={t('workspace.field.reason_hint')} />
    </>
  )
}

function PaymentFields() {
  const { t } = useShell()
  return (
    <>
      <TextField
        name="amount"
        label={t('workspace.field.amount')}
        hint={t('workspace.field.amount_hint')}
        inputMode="numeric"
        size="medium"
      />
      <TextAreaField name="legalGround" label={t('workspace.field.payment_ground')} rows={2} />
      <DateField name="until" label={t('workspace.field.pay_until')} hint={t('workspace.date_hint')} />
    </>
  )
}

function ReceiptFields({ dossier }: VerbFieldsProps) {
  const { t, format } = useShell()
  const due = dossier.forms.recordPayment
  return (
    <>
      <TextField
        name="amount"
        label={t('workspace.field.amount_paid')}
        hint={due === undefined ? undefined : t('workspace.field.amount_due', { amount: format.money(due.amount) })}
        initial={due === undefined ? undefined : format.number(due.amount, 0)}
        inputMode="numeric"
        size="medium"
      />
      <TextField name="receipt" label={t('workspace.field.receipt')} size="medium" />
    </>
  )
}

function ExtendFields({ dossier }: VerbFieldsProps) {
  const { t, format } = useShell()
  const earliest = dossier.forms.extend?.minimumDate
  return (
    <>
      <DateField
        name="newDueAt"
        label={t('workspace.field.new_due')}
        hint={
          earliest === undefined ? undefined : t('workspace.field.new_due_hint', { date: format.weekdayDate(earliest) })
        }
      />
      <Reason hint={t('workspace.field.apology_hint')} />
    </>
  )
}

function CorrectFields({ dossier }: VerbFieldsProps) {
  const { t } = useShell()
  const last = dossier.forms.correct
  return (
    <>
      <input type="hidden" name="version" value={last?.version ?? dossier.version} />
      {last !== undefined && <p>{t('workspace.field.corrects', { entry: t(`workspace.entry.${last.type}`) })}</p>}
      <Reason hint={t('workspace.field.reason_hint')} />
    </>
  )
}
