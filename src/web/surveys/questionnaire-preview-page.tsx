import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Breadcrumbs, PageForm, PageHeading } from '../ui/index.ts'
import { managerPage } from './manager-page.ts'
import { QuestionFields } from './question-fields.tsx'

const LIST = '/lam-viec/khao-sat/phieu-hoi'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { services } = await managerPage(context)
  return { line: await services.surveys.questionnaire(params.id ?? '') }
}

/** A version as people see it on a telephone, 390 px wide. Nothing can be sent from here. */
export default function QuestionnairePreviewPage({ loaderData: { line } }: PageProps<typeof loader>) {
  const { t, locale } = useShell()
  const { id, document, version } = line
  const title = t('surveys.round.version', { name: document.name[locale], version })
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('surveys.rail'), to: '/lam-viec/khao-sat' },
          { label: t('surveys.questionnaires.title'), to: LIST },
          { label: title, to: `${LIST}/${id}` },
          { label: t('surveys.preview.title') },
        ]}
      />
      <PageHeading kicker={title}>{t('surveys.preview.title')}</PageHeading>
      <p>{t('surveys.preview.text')}</p>
      <div className="phone-preview">
        <p className="lead">{document.name[locale]}</p>
        <p>{document.intro[locale]}</p>
        <PageForm id="xem">
          <QuestionFields questionnaire={document} />
        </PageForm>
      </div>
    </>
  )
}
