import type { LoaderFunctionArgs } from 'react-router'
import { getPage } from '../../page-context.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Breadcrumbs, PageHeading, PrintHint } from '../../ui/index.ts'
import { IndexTable } from './external-index-table.tsx'
import { externalPublicPath } from './external-paths.ts'

/** The indices that others keep and in which the province stands: the newest of each, for everybody. */
export async function loader({ context }: LoaderFunctionArgs) {
  return { indices: await getPage(context).services.external.list() }
}

export default function PublicExternalListPage({ loaderData: { indices } }: PageProps<typeof loader>) {
  const { t, config } = useShell()
  return (
    <>
      <Breadcrumbs crumbs={[{ label: t('scorecards.public.title'), to: '/chi-so' }, { label: t('external.title') }]} />
      <PageHeading>{t('external.title')}</PageHeading>
      <p>{t('external.text', { province: config.province.name })}</p>
      <IndexTable indices={indices} to={externalPublicPath} />
      <PrintHint />
    </>
  )
}
