import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  CheckboxField,
  DateField,
  type FormFault,
  LinkButton,
  Notice,
  RadioField,
  SelectField,
  TextField,
} from '../../ui/index.ts'
import { communeChoices, communeName } from './place.tsx'
import { loadSection, saveSection } from './section-form.ts'
import { SectionPage } from './step-frame.tsx'

export const loader = (args: LoaderFunctionArgs) => loadSection(args, 'applicant')
export const action = (args: ActionFunctionArgs) => saveSection(args, 'applicant')

/** Step 2: for whom; what the account knows is filled in already. */
export default function ApplicantStep({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { draft, form } = loaderData
  const saved = draft.sections.applicant ?? draft.prefill
  const kindTyped = (actionData?.form ?? form)?.values.kind?.[0]
  const kind = (kindTyped ?? saved.kind) === 'organisation' ? 'organisation' : 'citizen'
  const other = kind === 'citizen' ? 'organisation' : 'citizen'
  return (
    <SectionPage
      section="applicant"
      load={loaderData}
      answer={actionData}
      theirs={(fields) => [
        { term: t(`portal.field.name.${kind}`), value: fields.fullName },
        { term: t('portal.field.number'), value: fields.identityNumber || fields.taxCode },
        { term: t('portal.field.birth'), value: fields.birthDate },
        { term: t('portal.field.phone'), value: fields.phone },
        {
          term: t('portal.field.address'),
          value: `${fields['address/line'] ?? ''}, ${communeName(draft, fields['address/communeCode'])}`,
        },
      ]}
    >
      <input type="hidden" name="kind" value={kind} />
      {/* The Enter key presses the first button of a form: it must be the one that goes on. */}
      <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden="true" />
      <p>
        {t(`portal.apply.applicant.for_${kind}`)}{' '}
        <LinkButton name="act" value={`kind-${other}`}>
          {t(`portal.apply.applicant.change_to_${other}`)}
        </LinkButton>
      </p>
      <TextField name="fullName" label={t(`portal.field.name.${kind}`)} initial={saved.fullName} autoComplete="name" />
      {kind === 'citizen' ? (
        <CitizenFields saved={saved} />
      ) : (
        <TextField
          name="taxCode"
          label={t('portal.field.tax_code')}
          initial={saved.taxCode}
          inputMode="text"
          size="medium"
        />
      )}
      <TextField
        name="phone"
        label={t('portal.field.phone')}
        hint={t('portal.field.phone_hint')}
        type="tel"
        size="medium"
        initial={saved.phone}
        autoComplete="tel"
      />
      <TextField
        name="email"
        label={t('portal.field.email')}
        type="email"
        optional
        initial={saved.email}
        autoComplete="email"
      />
      <SelectField
        name="address/communeCode"
        label={t('portal.field.commune')}
        choices={communeChoices(draft.communes)}
        initial={saved['address/communeCode']}
      />
      <TextField
        name="address/line"
        label={t('portal.field.address_line')}
        hint={t('portal.field.address_hint')}
        initial={saved['address/line']}
        autoComplete="street-address"
      />
      <Warnings warnings={actionData?.warnings ?? []} confirmed={saved.confirmed} />
    </SectionPage>
  )
}

function CitizenFields({ saved }: { saved: Readonly<Record<string, string>> }) {
  const { t } = useShell()
  return (
    <>
      <TextField
        name="identityNumber"
        label={t('portal.field.identity')}
        hint={t('portal.field.identity_hint')}
        inputMode="numeric"
        size="medium"
        initial={saved.identityNumber}
      />
      <DateField name="birthDate" label={t('portal.field.birth')} initial={saved.birthDate} />
      <RadioField
        name="sex"
        label={t('portal.field.sex')}
        initial={saved.sex}
        choices={[
          { value: 'female', label: t('portal.field.female') },
          { value: 'male', label: t('portal.field.male') },
        ]}
      />
    </>
  )
}

/** What may be wrong: shown once, and one may say that it is right all the same. */
function Warnings({ warnings, confirmed }: { warnings: readonly FormFault[]; confirmed: string | undefined }) {
  const { t } = useShell()
  if (warnings.length === 0)
    return confirmed === undefined ? null : <input type="hidden" name="confirmed" value={confirmed} />
  const mark = warnings.map((warning) => warning.key).join(' ')
  return (
    <Notice tone="soon" title={t('portal.apply.applicant.look_again')} urgent>
      <ul>
        {warnings.map((warning) => (
          <li key={warning.key}>{t(warning.key, warning.params)}</li>
        ))}
      </ul>
      <CheckboxField
        name="confirmed"
        label={t('portal.apply.applicant.right_anyway')}
        choices={[{ value: mark, label: t('portal.apply.applicant.confirm') }]}
      />
    </Notice>
  )
}
