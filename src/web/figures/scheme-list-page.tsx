import type { LoaderFunctionArgs } from 'react-router'
import type { SchemeHead } from '../../modules/indicators/schemes/view-types.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Breadcrumbs, EmptyState, LinkGrid, PageHeading } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { said } from './texts.ts'

/** The indices the officer may look at. */
export async function loader({ context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { schemes: await page.services.figures.listSchemes(page.actor) }
}

export default function SchemeListPage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, format } = shell
  const { schemes } = loaderData
  const leads = schemes.some(({ level }) => level === 'agency')
  const up = leads ? [{ label: t('figures.rail.solving'), to: '/lam-viec/so-lieu' }] : []
  const detail = ({ source, version, max }: SchemeHead) =>
    t('schemes.list.detail', { source, version, max: format.number(max) })
  return (
    <>
      <Breadcrumbs crumbs={[...up, { label: t('schemes.list.title') }]} />
      <PageHeading>{t('schemes.list.title')}</PageHeading>
      <p className="soft">{t('schemes.list.text')}</p>
      {schemes.length === 0 ? (
        <EmptyState title={t('schemes.list.none')} />
      ) : (
        <LinkGrid
          links={schemes.map((scheme) => ({
            to: scheme.level === 'officer' ? OWN : `/lam-viec/so-lieu/chi-so/${scheme.key}`,
            label: said(scheme.name, shell),
            detail: detail(scheme),
          }))}
        />
      )}
    </>
  )
}

const OWN = '/lam-viec/so-lieu/chi-so/cua-toi'
