import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Breadcrumbs, PageHeading, PrintHint } from '../ui/index.ts'
import { managerPage } from './manager-page.ts'
import { ResultView } from './result-view.tsx'
import { titleOf } from './round-parts.tsx'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { actor, services } = await managerPage(context)
  return services.surveys.result(actor, params.id ?? '')
}

/** What a closed round found, with the free texts, for those who run surveys: before it is published, and after. */
export default function ResultPage({ loaderData: { result, texts } }: PageProps<typeof loader>) {
  const { t, locale } = useShell()
  const name = titleOf(result, locale)
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('surveys.rail'), to: '/lam-viec/khao-sat' },
          { label: name, to: `/lam-viec/khao-sat/${result.roundId}` },
          { label: t('surveys.result.title') },
        ]}
      />
      <PageHeading kicker={name}>{t('surveys.result.title')}</PageHeading>
      <ResultView result={result} />
      {texts.length > 0 && (
        <details className="disclosure no-print">
          <summary>{t('surveys.result.texts')}</summary>
          <p>{t('surveys.result.texts_text')}</p>
          <ul className="list">
            {texts.map((text, at) => (
              <li key={at} className="typed">
                {text}
              </li>
            ))}
          </ul>
        </details>
      )}
      <PrintHint />
    </>
  )
}
