import { LONGEST_SUBJECT, LONGEST_TEXT, MOST_FILES, petitionKinds } from '../../modules/petitions/petition.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Button,
  CheckboxField,
  FileField,
  FileList,
  type FormState,
  PageForm,
  RadioField,
  SelectField,
  TextAreaField,
  TextField,
} from '../ui/index.ts'
import { agencyChoices } from './agency-choices.ts'
import { heldOf } from './held-file.ts'
import type { PetitionAgency, PetitionCommune } from './petition-services.ts'
import { PlaceFields } from './place-fields.tsx'

interface PetitionFormProps {
  agencies: readonly PetitionAgency[]
  communes: readonly PetitionCommune[]
  state: FormState | undefined
  commandId: string
  /** Chosen before anything is typed. */
  agencyId: string
  /** The ways an officer may name; left out for whoever writes themself. */
  channels?: readonly string[]
  name?: string
  /** Somebody is logged in who may find it among their own. */
  hasAccount?: boolean
}

/** One form for whoever writes and for the officer who types it. */
export function PetitionForm(props: PetitionFormProps) {
  const { t } = useShell()
  const { agencies, communes, state, commandId, agencyId, channels } = props
  return (
    <PageForm state={state} files commandId={commandId} keep="phan-anh">
      {channels !== undefined && (
        <RadioField
          name="channel"
          label={t('petitions.form.channel')}
          choices={channels.map((value) => ({ value, label: t(`petitions.channel.${value}`) }))}
          initial={channels[0]}
        />
      )}
      <RadioField
        name="kind"
        label={t('petitions.form.kind')}
        choices={petitionKinds.map((value) => ({
          value,
          label: t(`petitions.kind.${value}`),
          hint: t(`petitions.kind_hint.${value}`),
        }))}
      />
      <TextField name="subject" label={t('petitions.form.subject')} maxLength={LONGEST_SUBJECT} />
      <TextAreaField
        name="text"
        label={t('petitions.form.text')}
        hint={t('petitions.form.text_hint')}
        rows={7}
        maxLength={LONGEST_TEXT}
      />
      <SelectField
        name="agencyId"
        label={t('petitions.form.agency')}
        hint={t('petitions.form.agency_hint')}
        initial={agencyId}
        choices={agencyChoices(t, agencies)}
      />
      <PlaceFields communes={communes} state={state} />
      <TextField
        name="about"
        label={t('petitions.form.about')}
        hint={t('petitions.form.about_hint')}
        optional
        maxLength={200}
      />
      <CheckboxField
        name="isAboutHead"
        label={t('petitions.form.about_head_label')}
        optional
        choices={[{ value: '1', label: t('petitions.form.about_head'), hint: t('petitions.form.about_head_hint') }]}
      />
      <TextField
        name="dossierCode"
        label={t('petitions.form.dossier')}
        hint={t('petitions.form.dossier_hint')}
        optional
        size="medium"
        maxLength={60}
      />
      <FilesField state={state} />
      <WriterFields {...props} />
      <Actions>
        <Button>{t('petitions.form.send')}</Button>
      </Actions>
    </PageForm>
  )
}

/** Files, with those a press before has brought: kept, each with a tick to leave it out. */
function FilesField({ state }: { state: FormState | undefined }) {
  const { t, format } = useShell()
  return (
    <FileField
      name="tep"
      label={t('petitions.form.files')}
      hint={t('petitions.form.files_hint', { most: MOST_FILES })}
      optional
      multiple
    >
      <FileList
        files={heldOf(state).map((file) => ({
          name: file.name,
          detail: format.fileSize(file.size),
          action: (
            <label className="choice">
              <input type="hidden" name="kept" value={JSON.stringify(file)} />
              <input type="checkbox" name="bo" value={file.token} />
              <span>
                {t('petitions.form.file_remove')} <span className="visually-hidden">{file.name}</span>
              </span>
            </label>
          ),
        }))}
      />
    </FileField>
  )
}

function WriterFields({ name = '', hasAccount = false }: PetitionFormProps) {
  const { t } = useShell()
  return (
    <>
      <h2>{t('petitions.form.who')}</h2>
      <p>{t('petitions.form.who_text')}</p>
      <CheckboxField
        name="isAnonymous"
        label={t('petitions.form.anonymous_label')}
        optional
        choices={[{ value: '1', label: t('petitions.form.anonymous'), hint: t('petitions.form.anonymous_hint') }]}
      />
      <TextField
        name="fullName"
        label={t('petitions.form.name')}
        initial={name}
        optional="unsaid"
        autoComplete="name"
      />
      <TextField name="phone" label={t('petitions.form.phone')} type="tel" optional size="medium" autoComplete="tel" />
      <TextField name="email" label={t('petitions.form.email')} type="email" optional autoComplete="email" />
      {hasAccount && (
        <CheckboxField
          name="inAccount"
          label={t('petitions.form.account_label')}
          optional
          initial={['1']}
          choices={[{ value: '1', label: t('petitions.form.account'), hint: t('petitions.form.account_hint') }]}
        />
      )}
    </>
  )
}
