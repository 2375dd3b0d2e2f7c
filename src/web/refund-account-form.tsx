import { banks } from '../modules/money/refunds/banks.ts'
import type { RefundAccount } from '../modules/money/refunds/index.ts'
import { useShell } from './shell.ts'
import { Actions, type FormState, PageForm, SecondButton, SelectField, type SentForm, TextField } from './ui/index.ts'

/** What the form below sends. */
export function accountIn(form: SentForm): RefundAccount {
  return { bin: form.text('bin'), number: form.text('number'), holder: form.text('holder') }
}

/** Where a refund is to go: on the applicant's page, and at the desk on the applicant's paper. */
export function RefundAccountForm({
  refundId,
  agencyId,
  state,
}: {
  refundId: string
  agencyId?: string
  state: FormState | undefined
}) {
  const { t } = useShell()
  const own = state?.values.act?.[0] === 'account' && state.values.mark?.[0] === refundId ? state : undefined
  const choices = Object.entries(banks).map(([bin, name]) => ({ value: bin, label: `${name} (${bin})` }))
  choices.sort((one, other) => (one.label < other.label ? -1 : 1))
  return (
    <PageForm state={own}>
      <input type="hidden" name="act" value="account" />
      <input type="hidden" name="mark" value={refundId} />
      {agencyId !== undefined && <input type="hidden" name="agencyId" value={agencyId} />}
      <SelectField
        name="bin"
        label={t('money.account_form.bank')}
        choices={[{ value: '', label: t('money.account_form.choose') }, ...choices]}
      />
      <TextField
        name="number"
        label={t('money.account_form.number')}
        inputMode="numeric"
        autoComplete="off"
        maxLength={30}
        size="medium"
      />
      <TextField
        name="holder"
        label={t('money.account_form.holder')}
        hint={t('money.account_form.holder_hint')}
        maxLength={70}
      />
      <Actions>
        <SecondButton>{t('money.account_form.send')}</SecondButton>
      </Actions>
    </PageForm>
  )
}
