import { LONGEST_SUBJECT, LONGEST_TEXT, MOST_FILES, petitionKinds } from '../../modules/petitions/petition.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Button,
  CheckboxField,
  FileField,
  type FormState,
  PageForm,
  RadioField,
  SelectField,
  type SentForm,
  TextAreaField,
  TextField,
} from '../ui/index.ts'
import type { PetitionAgency, SentPetition } from './petition-services.ts'

/** What a form said, as the use case takes it. */
export function readPetition(form: SentForm, channel: string): Omit<SentPetition, 'address'> {
  return {
    typed: {
      channel,
      agencyId: form.text('agencyId'),
      kind: form.text('kind'),
      subject: form.text('subject'),
      text: form.text('text'),
      place: form.text('place'),
      about: form.text('about'),
      dossierCode: form.text('dossierCode'),
      isAnonymous: form.all('isAnonymous').includes('1'),
      fullName: form.text('fullName'),
      phone: form.text('phone'),
      email: form.text('email'),
    },
    files: form.files.tep ?? [],
    commandId: form.text('commandId'),
  }
}

interface PetitionFormProps {
  agencies: readonly PetitionAgency[]
  state: FormState | undefined
  commandId: string
  /** Chosen before anything is typed. */
  agencyId: string
  /** The ways an officer may name; left out for whoever writes themself. */
  channels?: readonly string[]
  name?: string
}

/** One form for whoever writes and for the officer who types it. */
export function PetitionForm({ agencies, state, commandId, agencyId, channels, name = '' }: PetitionFormProps) {
  const { t } = useShell()
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
        choices={agencies.map(({ id, name: label }) => ({ value: id, label }))}
      />
      <TextField
        name="place"
        label={t('petitions.form.place')}
        hint={t('petitions.form.place_hint')}
        optional
        maxLength={300}
      />
      <TextField
        name="about"
        label={t('petitions.form.about')}
        hint={t('petitions.form.about_hint')}
        optional
        maxLength={200}
      />
      <TextField
        name="dossierCode"
        label={t('petitions.form.dossier')}
        hint={t('petitions.form.dossier_hint')}
        optional
        size="medium"
        maxLength={60}
      />
      <FileField
        name="tep"
        label={t('petitions.form.files')}
        hint={t('petitions.form.files_hint', { most: MOST_FILES })}
        optional
        multiple
      />
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
      <Actions>
        <Button>{t('petitions.form.send')}</Button>
      </Actions>
    </PageForm>
  )
}
