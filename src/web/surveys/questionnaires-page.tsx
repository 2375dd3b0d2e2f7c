import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  PageForm,
  PageHeading,
  readForm,
  SecondButton,
  SelectField,
  Tag,
  TextField,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { managerPage } from './manager-page.ts'

const HERE = '/lam-viec/khao-sat/phieu-hoi'

export async function loader({ context }: LoaderFunctionArgs) {
  const { services } = await managerPage(context)
  return { all: await services.surveys.questionnaires() }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { actor, services } = await managerPage(context)
  const form = await readForm(request)
  return attemptWork(form, async () => {
    const key = form.values.key === undefined ? undefined : form.text('key')
    const id = await services.surveys.startDraft(actor, {
      fromId: form.text('from'),
      ...(key === undefined ? {} : { key }),
    })
    return redirect(`${HERE}/${id}`, 303)
  })
}

/** All questionnaires with their versions; a new version or a new one begins from what there is. */
export default function QuestionnairesPage({
  loaderData: { all },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { t, locale } = useShell()
  const keys = [...new Set(all.map(({ key }) => key))]
  const published = all.filter(({ state }) => state === 'published')
  return (
    <div className="narrow">
      <Breadcrumbs
        crumbs={[{ label: t('surveys.rail'), to: '/lam-viec/khao-sat' }, { label: t('surveys.questionnaires.title') }]}
      />
      <PageHeading faulty={actionData !== undefined}>{t('surveys.questionnaires.title')}</PageHeading>
      <p>{t('surveys.questionnaires.text')}</p>
      {keys.map((key) => {
        const versions = all.filter((one) => one.key === key)
        const [newest] = versions
        if (newest === undefined) return null
        return (
          <section key={key}>
            <h2>{newest.document.name[locale]}</h2>
            <p className="soft small">{newest.document.source}</p>
            <ul className="list">
              {versions.map(({ id, version, state }) => (
                <li key={id}>
                  <a href={`${HERE}/${id}`}>{t('surveys.questionnaires.version', { version })}</a>{' '}
                  <Tag tone={state === 'draft' ? 'wait' : 'ok'}>{t(`surveys.questionnaires.${state}`)}</Tag>
                </li>
              ))}
            </ul>
            {newest.state === 'published' && (
              <PageForm id={`moi-${key}`}>
                <input type="hidden" name="from" value={newest.id} />
                <SecondButton>{t('surveys.questionnaires.next')}</SecondButton>
              </PageForm>
            )}
          </section>
        )
      })}
      <h2>{t('surveys.questionnaires.new')}</h2>
      <PageForm state={actionData?.form} id="moi">
        <SelectField
          name="from"
          label={t('surveys.questionnaires.from')}
          choices={published.map(({ id, document, version }) => ({
            value: id,
            label: t('surveys.round.version', { name: document.name[locale], version }),
          }))}
        />
        <TextField
          name="key"
          label={t('surveys.questionnaires.key')}
          hint={t('surveys.questionnaires.key_hint')}
          size="medium"
          maxLength={60}
        />
        <Actions>
          <Button>{t('surveys.questionnaires.start')}</Button>
        </Actions>
      </PageForm>
    </div>
  )
}
