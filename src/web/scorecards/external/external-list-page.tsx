import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Breadcrumbs, PageHeading } from '../../ui/index.ts'
import { getDesk } from '../../workspace/guard.ts'
import { DESK } from '../addresses.ts'
import { IndexTable } from './external-index-table.tsx'
import { EXTERNAL_PUBLIC, externalDeskPath } from './external-paths.ts'

/** The followed indices, with what waits to be confirmed. For whoever organises. */
export async function loader({ context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { indices: await page.services.external.desk(page.actor) }
}

export default function ExternalListPage({ loaderData: { indices } }: PageProps<typeof loader>) {
  const { t, config } = useShell()
  return (
    <>
      <Breadcrumbs crumbs={[{ label: t('scorecards.title'), to: DESK }, { label: t('external.title') }]} />
      <PageHeading>{t('external.title')}</PageHeading>
      <p className="soft">{t('external.text', { province: config.province.name })}</p>
      <p className="soft">{t('external.two')}</p>
      <IndexTable indices={indices} to={externalDeskPath} />
      <p>
        <a href={EXTERNAL_PUBLIC}>{t('external.public_link')}</a>
      </p>
    </>
  )
}
