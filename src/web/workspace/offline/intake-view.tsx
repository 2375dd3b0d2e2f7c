import { useShell } from '../../shell.ts'
import {
  Actions,
  Button,
  CheckboxField,
  DateField,
  FileInput,
  Notice,
  RadioField,
  SelectField,
  TextAreaField,
  TextField,
} from '../../ui/index.ts'
import { OfflineForm, View } from './view.tsx'

/** Receiving: the same fields as at the counter with network, in the order in which a visitor's papers come. */
export function IntakeView() {
  const { t } = useShell()
  return (
    <View name="tiep-nhan" heading={t('offline.intake.title')}>
      <p className="soft small" id="con-so" />
      <OfflineForm name="intake">
        <SelectField name="ticket" label={t('offline.intake.ticket')} choices={[]} optional />
        <input type="hidden" name="ticketBeganAt" />
        <TextField
          name="card"
          label={t('offline.intake.card')}
          hint={t('offline.intake.card_hint')}
          autoComplete="off"
          maxLength={1000}
          optional
        />
        <p>
          <button className="button second" type="button" id="doc-the">
            {t('offline.intake.read_card')}
          </button>
        </p>
        <PersonFields />
        <ProcedureFields />
        <section id="phan-giay-to" hidden>
          <h3>{t('workspace.dossier.components')}</h3>
          <div id="thanh-phan" />
        </section>
        <TextAreaField name="request" label={t('workspace.dossier.request')} rows={3} maxLength={3000} optional />
        <section id="phan-thu-tien" hidden>
          <h3>{t('offline.intake.cash')}</h3>
          <ul id="muc-thu" className="soft" />
          <div className="side-by-side">
            <TextField
              name="cashAmount"
              label={t('offline.cash.amount')}
              inputMode="numeric"
              size="short"
              autoComplete="off"
              maxLength={15}
              optional
            />
            <PurposeField name="cashPurpose" />
          </div>
        </section>
        <div id="nghi-van" hidden>
          <Notice tone="soon" title={t('intake.doubtful')}>
            <CheckboxField
              name="confirmed"
              label={t('intake.confirm')}
              choices={[{ value: 'yes', label: t('intake.confirm_yes') }]}
            />
          </Notice>
        </div>
        <Actions>
          <Button>{t('offline.intake.submit')}</Button>
        </Actions>
      </OfflineForm>
      <ComponentTemplate />
    </View>
  )
}

function PersonFields() {
  const { t } = useShell()
  return (
    <section aria-labelledby="o-nguoi-nop">
      <h3 id="o-nguoi-nop">{t('intake.applicant')}</h3>
      <RadioField
        name="applicant/kind"
        label={t('intake.kind')}
        initial="citizen"
        choices={[
          { value: 'citizen', label: t('workspace.person.citizen') },
          { value: 'organisation', label: t('workspace.person.organisation') },
        ]}
      />
      <div className="side-by-side">
        <TextField
          name="applicant/number"
          label={t('intake.number')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
        />
        <TextField name="applicant/fullName" label={t('intake.full_name')} autoComplete="off" maxLength={250} />
      </div>
      <div className="side-by-side">
        <DateField name="applicant/birthDate" label={t('workspace.dossier.birth_date')} optional />
        <SelectField
          name="applicant/sex"
          label={t('intake.sex')}
          optional
          choices={[
            { value: 'male', label: t('intake.male') },
            { value: 'female', label: t('intake.female') },
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
      <SelectField name="applicant/address/communeCode" label={t('intake.address_commune')} optional choices={[]} />
      <TextField
        name="applicant/address/line"
        label={t('intake.address_line')}
        autoComplete="off"
        maxLength={250}
        optional
      />
    </section>
  )
}

function ProcedureFields() {
  const { t } = useShell()
  return (
    <section aria-labelledby="o-thu-tuc">
      <h3 id="o-thu-tuc">{t('offline.intake.procedure')}</h3>
      <TextField
        name="procedureSearch"
        type="search"
        label={t('offline.intake.find')}
        hint={t('intake.find_hint')}
        optional
      />
      <p className="soft small" id="so-thu-tuc" role="status" />
      <SelectField name="procedure" label={t('offline.intake.procedure')} choices={[]} />
      <div id="chon-truong-hop" hidden>
        <SelectField name="caseKey" label={t('intake.case')} choices={[]} />
      </div>
      <div id="chon-xa" hidden>
        <SelectField name="communeCode" label={t('intake.commune')} hint={t('intake.commune_hint')} choices={[]} />
      </div>
      <div id="chon-xa-tham-gia" hidden>
        <SelectField
          name="processingCommuneCode"
          label={t('intake.processing_commune')}
          hint={t('intake.processing_commune_hint')}
          choices={[]}
        />
      </div>
      <RadioField
        name="channel"
        label={t('intake.channel')}
        initial="counter"
        choices={[
          { value: 'counter', label: t('intake.at_counter') },
          { value: 'post', label: t('intake.by_post') },
        ]}
      />
    </section>
  )
}

/** What money is for: phí and lệ phí are two things (Law 97/2015/QH13 Art. 3). */
export function PurposeField({ name }: { name: string }) {
  const { t } = useShell()
  return (
    <SelectField
      name={name}
      label={t('offline.cash.purpose')}
      optional
      choices={[
        { value: 'fee', label: t('offline.cash.fee') },
        { value: 'charge', label: t('offline.cash.charge') },
      ]}
    />
  )
}

/** One paper of the chosen procedure; the script makes one of each. */
function ComponentTemplate() {
  const { t } = useShell()
  return (
    <template id="mau-thanh-phan">
      <div className="part">
        <fieldset className="field">
          <legend data-name="" />
          <span className="hint" data-hint="" />
          <label className="choice">
            <input type="checkbox" name="components" value="1" />
            <span>{t('intake.handed_in')}</span>
          </label>
        </fieldset>
        <div className="side-by-side">
          <div className="field">
            <label htmlFor="originals">{t('intake.originals')}</label>
            <input type="text" name="originals" inputMode="numeric" className="short" maxLength={2} />
          </div>
          <div className="field">
            <label htmlFor="copies">{t('intake.copies')}</label>
            <input type="text" name="copies" inputMode="numeric" className="short" maxLength={2} />
          </div>
        </div>
        <div className="field">
          <label htmlFor="tep">{t('intake.scan')}</label>
          <ul className="files" />
          <FileInput name="tep" multiple accept="image/jpeg,image/png,application/pdf" />
        </div>
        <label className="field capture">
          <span>{t('workspace.file.capture')}</span>
          <input type="file" data-capture="" accept="image/jpeg" capture="environment" />
        </label>
      </div>
    </template>
  )
}
