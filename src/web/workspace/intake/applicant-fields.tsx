import { useShell } from '../../shell.ts'
import {
  CheckboxField,
  DateField,
  Notice,
  RadioField,
  SecondButton,
  SelectField,
  TextAreaField,
  TextField,
} from '../../ui/index.ts'
import type { Place } from './place-fields.tsx'

/** Who applies. The number finds a person on record, so that nothing known is typed twice. */
export function ApplicantFields({ communes, doubtful }: { communes: readonly Place[]; doubtful: boolean }) {
  const { t } = useShell()
  return (
    <section aria-labelledby="chu-ho-so">
      <h2 id="chu-ho-so">{t('workspace.intake.applicant')}</h2>
      <RadioField
        name="applicant/kind"
        label={t('workspace.intake.kind')}
        initial="citizen"
        choices={[
          { value: 'citizen', label: t('workspace.person.citizen') },
          { value: 'organisation', label: t('workspace.person.organisation') },
        ]}
      />
      <TextField
        name="applicant/number"
        label={t('workspace.intake.number')}
        hint={t('workspace.intake.number_hint')}
        inputMode="numeric"
        size="medium"
        autoComplete="off"
        maxLength={20}
      />
      <p>
        <SecondButton name="act" value="find">
          {t('workspace.intake.find_person')}
        </SecondButton>
      </p>
      <TextField name="applicant/fullName" label={t('workspace.intake.full_name')} autoComplete="off" maxLength={250} />
      <div className="side-by-side">
        <DateField name="applicant/birthDate" label={t('workspace.dossier.birth_date')} optional />
        <SelectField
          name="applicant/sex"
          label={t('workspace.intake.sex')}
          optional
          choices={[
            { value: 'male', label: t('workspace.intake.male') },
            { value: 'female', label: t('workspace.intake.female') },
          ]}
        />
      </div>
      <div className="side-by-side">
        <TextField name="applicant/phone" type="tel" label={t('workspace.dossier.phone')} autoComplete="off" optional />
        <TextField
          name="applicant/email"
          type="email"
          label={t('workspace.dossier.email')}
          autoComplete="off"
          optional
        />
      </div>
      <SelectField
        name="applicant/address/communeCode"
        label={t('workspace.intake.address_commune')}
        optional
        choices={communes.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <TextField
        name="applicant/address/line"
        label={t('workspace.intake.address_line')}
        autoComplete="off"
        maxLength={250}
        optional
      />
      {doubtful && (
        <Notice tone="soon" title={t('workspace.intake.doubtful')}>
          <CheckboxField
            name="confirmed"
            label={t('workspace.intake.confirm')}
            choices={[{ value: 'yes', label: t('workspace.intake.confirm_yes') }]}
          />
        </Notice>
      )}
      <TextAreaField name="request" label={t('workspace.dossier.request')} rows={3} maxLength={3000} optional />
    </section>
  )
}
