import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { arranged, arrangements } from '../../modules/surveys/arrangement.ts'
import { type Question, questionKinds, scaleSteps } from '../../modules/surveys/questionnaire.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  ButtonLink,
  CheckboxField,
  LinkButton,
  PageForm,
  PageHeading,
  readForm,
  SecondButton,
  SelectField,
  TextAreaField,
  TextField,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { managerPage } from './manager-page.ts'
import { QuestionFields } from './question-fields.tsx'
import { fieldAt, readArrangement, readQuestionnaire } from './questionnaire-form.ts'

const LIST = '/lam-viec/khao-sat/phieu-hoi'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { services } = await managerPage(context)
  return { line: await services.surveys.questionnaire(params.id ?? '') }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, services } = await managerPage(context)
  const id = params.id ?? ''
  const form = await readForm(request)
  return attemptWork(form, async () => {
    const { document: before } = await services.surveys.questionnaire(id)
    const asked = readArrangement(form)
    const read = readQuestionnaire(form, before)
    const document = asked === null ? read : arranged(read, asked)
    const publish = form.text('viec') === 'cong-bo'
    await services.surveys.saveDraft(actor, { id, document, publish })
    const key = publish ? 'surveys.design.published' : 'surveys.design.saved'
    const place = asked === null ? '' : `#${placeOf(asked.key)}`
    return redirect(`${LIST}/${id}${place}`, { status: 303, headers: { 'set-cookie': flashCookie({ key }) } })
  })
}

/** Where a question or a section stands on the page. */
function placeOf(key: string): string {
  return key.startsWith('/') ? `phan-${key.slice(1)}` : `cau-${key}`
}

/** One version of a questionnaire: a draft is designed here, a published one is shown as people see it. */
export default function QuestionnairePage({
  loaderData: { line },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { t, locale } = useShell()
  const { document, version, state } = line
  const title = t('surveys.round.version', { name: document.name[locale], version })
  return (
    <div className="narrow">
      <Breadcrumbs
        crumbs={[
          { label: t('surveys.rail'), to: '/lam-viec/khao-sat' },
          { label: t('surveys.questionnaires.title'), to: LIST },
          { label: title },
        ]}
      />
      <PageHeading faulty={actionData !== undefined}>{title}</PageHeading>
      <p className="soft">{document.source}</p>
      <Actions>
        <ButtonLink to={`${LIST}/${line.id}/xem-truoc`} second>
          {t('surveys.preview.title')}
        </ButtonLink>
        <ButtonLink to={`${LIST}/${line.id}/so-sanh`} second>
          {t('surveys.difference.title')}
        </ButtonLink>
      </Actions>
      {state === 'published' ? (
        <PageForm id="xem">
          <QuestionFields questionnaire={document} />
        </PageForm>
      ) : (
        <PageForm state={actionData?.form} keep={`phieu-hoi-${line.id}`}>
          {/* Enter in a field presses the first button of a form: that must be saving. */}
          <button type="submit" className="visually-hidden" name="viec" value="luu" tabIndex={-1} aria-hidden>
            {t('surveys.design.save')}
          </button>
          <p>{t('surveys.design.text')}</p>
          <TextField name="nameVi" label={t('surveys.design.nameVi')} initial={document.name.vi} maxLength={600} />
          <TextField name="nameEn" label={t('surveys.design.nameEn')} initial={document.name.en} maxLength={600} />
          <TextField name="source" label={t('surveys.design.source')} initial={document.source} maxLength={600} />
          <TextAreaField name="introVi" label={t('surveys.design.introVi')} initial={document.intro.vi} rows={3} />
          <TextAreaField name="introEn" label={t('surveys.design.introEn')} initial={document.intro.en} rows={3} />
          {[...document.sections, null].map((section, at) => (
            <fieldset
              key={section?.key ?? 'new'}
              className="field"
              id={section === null ? undefined : placeOf(`/${section.key}`)}
            >
              <legend>
                <b>
                  {section === null ? t('surveys.design.new_section') : t('surveys.design.section', { number: at + 1 })}
                </b>
              </legend>
              {section !== null && <Arrange of={`/${section.key}`} name={section.name[locale]} />}
              <SectionNames at={at} section={section} />
              {[...(section?.questions ?? []), null].map((question, place) => (
                <QuestionDesign
                  key={question?.key ?? 'new'}
                  prefix={fieldAt(at, place)}
                  question={question}
                  number={place + 1}
                />
              ))}
            </fieldset>
          ))}
          <Actions>
            <Button name="viec" value="luu">
              {t('surveys.design.save')}
            </Button>
            <SecondButton name="viec" value="cong-bo">
              {t('surveys.design.publish')}
            </SecondButton>
          </Actions>
        </PageForm>
      )}
    </div>
  )
}

function SectionNames({ at, section }: { at: number; section: { name: { vi: string; en: string } } | null }) {
  const { t } = useShell()
  const prefix = fieldAt(at)
  return (
    <>
      <TextField
        name={`${prefix}.vi`}
        label={t('surveys.design.sectionVi')}
        initial={section?.name.vi}
        optional="unsaid"
        maxLength={600}
      />
      <TextField
        name={`${prefix}.en`}
        label={t('surveys.design.sectionEn')}
        initial={section?.name.en}
        optional="unsaid"
        maxLength={600}
      />
    </>
  )
}

/** One question's fields; the empty one at the end of each section adds a question, an emptied one goes. */
function QuestionDesign({ prefix, question, number }: { prefix: string; question: Question | null; number: number }) {
  const { t, locale } = useShell()
  const options = (question?.options ?? []).map(({ name }) => `${name.vi} | ${name.en}`).join('\n')
  return (
    <div id={question === null ? undefined : placeOf(question.key)}>
      <details className="disclosure" open={question === null ? undefined : false}>
        <summary>
          {question === null
            ? t('surveys.design.new_question')
            : t('surveys.design.question', { number, name: question.name.vi })}
        </summary>
        <TextField
          name={`${prefix}.vi`}
          label={t('surveys.design.questionVi')}
          initial={question?.name.vi}
          optional="unsaid"
          maxLength={600}
        />
        <TextField
          name={`${prefix}.en`}
          label={t('surveys.design.questionEn')}
          initial={question?.name.en}
          optional="unsaid"
          maxLength={600}
        />
        <SelectField
          name={`${prefix}.kind`}
          label={t('surveys.design.kind')}
          initial={question?.kind ?? 'scale'}
          choices={questionKinds.map((kind) => ({ value: kind, label: t(`surveys.kind.${kind}`) }))}
        />
        <SelectField
          name={`${prefix}.steps`}
          label={t('surveys.design.steps')}
          initial={String(question?.steps ?? 5)}
          choices={scaleSteps.map((steps) => ({ value: String(steps), label: String(steps) }))}
        />
        <TextAreaField
          name={`${prefix}.options`}
          label={t('surveys.design.options')}
          hint={t('surveys.design.options_hint')}
          initial={options}
          optional
          rows={3}
        />
        <CheckboxField
          name={`${prefix}.required`}
          label={t('surveys.design.required')}
          optional
          initial={question?.required === true ? ['yes'] : []}
          choices={[{ value: 'yes', label: t('surveys.design.required_yes') }]}
        />
      </details>
      {question !== null && <Arrange of={question.key} name={question.name[locale]} />}
    </div>
  )
}

/** The buttons that move, copy or take out a question or a section; each saves what was typed. */
function Arrange({ of, name }: { of: string; name: string }) {
  const { t } = useShell()
  return (
    <p className="arrange">
      {arrangements.map((what) => (
        <LinkButton key={what} name="viec" value={`${what}:${of}`}>
          {t(`surveys.design.${what}`)}
          <span className="visually-hidden">: {name}</span>
        </LinkButton>
      ))}
    </p>
  )
}
