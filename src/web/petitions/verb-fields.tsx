import type { Officer } from '../../modules/organisation/index.ts'
import {
  answerDays,
  LONGEST_SUBJECT,
  LONGEST_TEXT,
  type PetitionVerb,
  petitionKinds,
  refusalGrounds,
  USUAL_ANSWER_DAYS,
} from '../../modules/petitions/petition.ts'
import type { PetitionPage } from '../../modules/petitions/view-types.ts'
import { useShell } from '../shell.ts'
import { CheckboxField, RadioField, SelectField, TextAreaField, TextField } from '../ui/index.ts'
import { agencyChoices } from './agency-choices.ts'
import type { PetitionAgency } from './petition-services.ts'

interface VerbFieldsProps {
  verb: PetitionVerb
  view: PetitionPage
  staff: readonly Officer[]
  nameable: readonly Officer[]
  agencies: readonly PetitionAgency[]
  /** Numbers were found that look personal: the officer may say that they are none. */
  isPersonalLeft: boolean
}

/** The fields of one verb. */
export function VerbFields(props: VerbFieldsProps) {
  const { t } = useShell()
  const { verb, view } = props
  switch (verb) {
    case 'classify':
      return <ClassifyFields {...props} />
    case 'forward':
      return (
        <>
          <SelectField
            name="agencyId"
            label={t('petitions.field.to')}
            choices={agencyChoices(
              t,
              props.agencies.filter(({ id }) => id !== view.petition.agencyId),
            )}
          />
          <ReasonField verb={verb} />
        </>
      )
    case 'refuse':
      return (
        <>
          <RadioField
            name="ground"
            label={t('petitions.field.ground')}
            choices={refusalGrounds.map((value) => ({ value, label: t(`petitions.ground.${value}`) }))}
          />
          <ReasonField verb={verb} />
        </>
      )
    case 'ask':
      return (
        <>
          <ReasonField verb={verb} />
          <RadioField
            name="answerDays"
            label={t('petitions.field.answer_days')}
            hint={t('petitions.field.answer_days_hint')}
            initial={String(USUAL_ANSWER_DAYS)}
            choices={answerDays.map((days) => ({
              value: String(days),
              label: t('petitions.field.days', { count: days }),
            }))}
          />
        </>
      )
    case 'answer':
      return <AnswerFields {...props} />
    case 'approve':
      return <p className="typed">{view.answer}</p>
    case 'publish':
      return <PublishFields {...props} />
    default:
      return <ReasonField verb={verb} />
  }
}

function ReasonField({ verb }: { verb: PetitionVerb }) {
  const { t } = useShell()
  return <TextAreaField name="text" label={t(`petitions.text.${verb}`)} rows={4} maxLength={LONGEST_TEXT} />
}

function ClassifyFields({ view, staff, nameable }: VerbFieldsProps) {
  const { t } = useShell()
  const people = staff.map(({ userId, displayName }) => ({ value: userId, label: displayName }))
  return (
    <>
      <RadioField
        name="kind"
        label={t('petitions.form.kind')}
        initial={view.petition.kind}
        choices={petitionKinds.map((value) => ({ value, label: t(`petitions.kind.${value}`) }))}
      />
      <SelectField
        name="officerUserId"
        label={t('petitions.field.officer')}
        initial={view.petition.officerUserId ?? ''}
        choices={people}
      />
      {view.content.dossierCode !== '' && (
        <CheckboxField
          name="isDossierConfirmed"
          label={t('petitions.field.dossier', { code: view.content.dossierCode })}
          hint={t('petitions.field.dossier_hint')}
          optional
          initial={view.petition.dossier == null ? [] : ['1']}
          choices={[{ value: '1', label: t('petitions.field.dossier_confirm') }]}
        />
      )}
      <details className="disclosure" open={view.petition.kind === 'conduct'}>
        <summary>{t('petitions.field.about_summary')}</summary>
        <CheckboxField
          name="aboutUserIds"
          label={t('petitions.field.about')}
          hint={t('petitions.field.about_hint')}
          optional
          initial={view.petition.aboutUserIds}
          choices={nameable.map(({ userId, displayName }) => ({ value: userId, label: displayName }))}
        />
      </details>
    </>
  )
}

function AnswerFields({ view }: VerbFieldsProps) {
  const { t } = useShell()
  const { upheld, kind } = view.petition
  return (
    <>
      <TextAreaField
        name="text"
        label={t('petitions.answer')}
        hint={t('petitions.field.answer_hint')}
        initial={view.answer ?? ''}
        rows={9}
        maxLength={LONGEST_TEXT}
      />
      {kind === 'conduct' && (
        <RadioField
          name="upheld"
          label={t('petitions.field.upheld')}
          initial={upheld === null ? [] : upheld ? 'yes' : 'no'}
          choices={['yes', 'no'].map((value) => ({ value, label: t(`petitions.upheld.${value}`) }))}
        />
      )}
    </>
  )
}

function PublishFields({ view, isPersonalLeft }: VerbFieldsProps) {
  const { t } = useShell()
  return (
    <>
      <TextField
        name="title"
        label={t('petitions.field.title')}
        initial={view.content.subject}
        maxLength={LONGEST_SUBJECT}
      />
      <TextAreaField
        name="question"
        label={t('petitions.field.question')}
        hint={t('petitions.field.question_hint')}
        initial={view.content.text}
        rows={7}
        maxLength={LONGEST_TEXT}
      />
      <TextAreaField
        name="answer"
        label={t('petitions.answer')}
        initial={view.answer ?? ''}
        rows={7}
        maxLength={LONGEST_TEXT}
      />
      {isPersonalLeft && (
        <CheckboxField
          name="personalChecked"
          label={t('petitions.field.personal')}
          optional
          choices={[{ value: '1', label: t('petitions.field.personal_none') }]}
        />
      )}
    </>
  )
}
