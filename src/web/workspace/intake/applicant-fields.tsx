import { useShell } from '../../shell.ts'
import {
  CheckboxField,
  DateField,
  type FormState,
  Notice,
  RadioField,
  SecondButton,
  SelectField,
  TextAreaField,
  TextField,
} from '../../ui/index.ts'
import { KeptFileField } from '../kept-files.tsx'
import type { PersonPart, Place } from './intake-values.ts'
import { AUTHORISATION_FILE } from './read-intake.ts'

export interface ApplicantFieldsProps {
  communes: readonly Place[]
  doubtful: boolean
  state: FormState
}

/** Who applies. What the box at the top found stands here already. */
export function ApplicantFields({ communes, doubtful, state }: ApplicantFieldsProps) {
  const { t } = useShell()
  const name = state.values['applicant/fullName']?.[0] ?? ''
  const number = state.values['applicant/number']?.[0] ?? ''
  const faulty = state.faults.some(({ path }) => path.startsWith('applicant/'))
  const settled = name !== '' && number !== '' && !faulty && !doubtful
  return (
    <section aria-labelledby="chu-ho-so">
      <h2 id="chu-ho-so">{t('intake.applicant')}</h2>
      <details className="disclosure" open={!settled}>
        <summary>{settled ? t('intake.applicant_is', { name, number }) : t('intake.applicant_details')}</summary>
        <OwnFields communes={communes} />
      </details>
      {doubtful && (
        <Notice tone="soon" title={t('intake.doubtful')}>
          <CheckboxField
            name="confirmed"
            label={t('intake.confirm')}
            choices={[{ value: 'yes', label: t('intake.confirm_yes') }]}
          />
        </Notice>
      )}
      <TextAreaField name="request" label={t('workspace.dossier.request')} rows={2} maxLength={3000} optional />
    </section>
  )
}

function OwnFields({ communes }: { communes: readonly Place[] }) {
  const { t } = useShell()
  return (
    <>
      <RadioField
        name="applicant/kind"
        label={t('intake.kind')}
        choices={[
          { value: 'citizen', label: t('workspace.person.citizen') },
          { value: 'organisation', label: t('workspace.person.organisation') },
        ]}
      />
      <TextField
        name="applicant/number"
        label={t('intake.number')}
        hint={t('intake.number_hint')}
        inputMode="numeric"
        size="medium"
        autoComplete="off"
        maxLength={60}
      />
      <p>
        <SecondButton name="act" value="find">
          {t('intake.find_person')}
        </SecondButton>
      </p>
      <PersonFields part="applicant" />
      <SelectField
        name="applicant/address/communeCode"
        label={t('intake.address_commune')}
        optional
        choices={communes.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <TextField
        name="applicant/address/line"
        label={t('intake.address_line')}
        autoComplete="off"
        maxLength={250}
        optional
      />
    </>
  )
}

function PersonFields({ part }: { part: PersonPart }) {
  const { t } = useShell()
  return (
    <>
      <TextField
        name={`${part}/fullName`}
        label={t(part === 'applicant' ? 'intake.full_name' : 'intake.authorised_name')}
        autoComplete="off"
        maxLength={250}
      />
      <div className="side-by-side">
        <DateField name={`${part}/birthDate`} label={t('workspace.dossier.birth_date')} optional />
        <SelectField
          name={`${part}/sex`}
          label={t('intake.sex')}
          optional
          choices={[
            { value: 'male', label: t('intake.male') },
            { value: 'female', label: t('intake.female') },
          ]}
        />
      </div>
      <div className="side-by-side">
        <TextField name={`${part}/phone`} type="tel" label={t('workspace.dossier.phone')} autoComplete="off" optional />
        <TextField
          name={`${part}/email`}
          type="email"
          label={t('workspace.dossier.email')}
          autoComplete="off"
          optional
        />
      </div>
    </>
  )
}

/** Somebody else hands it in by authority of the applicant: who, and the document that says so, which is kept. */
export function AuthorisedFields({ state }: { state: FormState }) {
  const { t } = useShell()
  const open = state.values.authorised?.[0] === 'yes'
  return (
    <details className="disclosure" open={open || state.faults.some(({ path }) => path.startsWith('authorised'))}>
      <summary>{t('intake.authorised')}</summary>
      <CheckboxField
        name="authorised"
        label={t('intake.authorised_label')}
        hint={t('intake.authorised_hint')}
        optional
        choices={[{ value: 'yes', label: t('intake.authorised_yes') }]}
      />
      <TextField
        name="authorised/number"
        label={t('intake.authorised_number')}
        inputMode="numeric"
        size="medium"
        autoComplete="off"
        maxLength={60}
        optional={!open}
      />
      <PersonFields part="authorised" />
      <CheckboxField
        name="authorised/paper"
        label={t('intake.authorisation')}
        hint={t('intake.authorisation_hint')}
        optional
        choices={[{ value: 'yes', label: t('intake.authorisation_paper') }]}
      />
      <KeptFileField name={AUTHORISATION_FILE} label={t('intake.authorisation_scan')} state={state} optional camera />
    </details>
  )
}
