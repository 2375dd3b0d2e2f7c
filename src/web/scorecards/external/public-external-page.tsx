import type { LoaderFunctionArgs } from 'react-router'
import { getPage } from '../../page-context.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Breadcrumbs, PageHeading, PrintHint } from '../../ui/index.ts'
import { ExternalSeries, UnsureNotice } from './external-parts.tsx'
import { EXTERNAL_PUBLIC } from './external-paths.ts'
import { indexName } from './external-texts.ts'

/** One index over the years, for everybody. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  return { view: await getPage(context).services.external.one(params.index ?? '') }
}

export default function PublicExternalPage({ loaderData: { view } }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t } = shell
  const name = indexName(view.key, shell)
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.public.title'), to: '/chi-so' },
          { label: t('external.title'), to: EXTERNAL_PUBLIC },
          { label: name },
        ]}
      />
      <PageHeading>{name}</PageHeading>
      <p>{t(`external.about.${view.key}`)}</p>
      <UnsureNotice view={view} />
      <ExternalSeries view={view} />
      <PrintHint />
    </>
  )
}
