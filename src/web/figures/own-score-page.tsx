import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Breadcrumbs, PageHeading, PrintHint } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { PeriodChoice, ScoreHead, ScoreTree } from './score-parts.tsx'
import { said } from './texts.ts'

/** The officer's own score by circular 01/2018: own work only. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const period = new URL(request.url).searchParams.get('ky') || null
  return { view: await page.services.figures.getOwnScore(page.actor, { period }) }
}

export default function OwnScorePage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t } = shell
  const { view } = loaderData
  return (
    <>
      <Breadcrumbs
        crumbs={[{ label: t('schemes.list.title'), to: '/lam-viec/so-lieu/chi-so' }, { label: t('schemes.own.title') }]}
      />
      <PageHeading kicker={said(view.scheme.name, shell)}>{t('schemes.own.title')}</PageHeading>
      <p className="soft">{t('schemes.own.text')}</p>
      <PeriodChoice view={view} />
      <ScoreHead view={view} />
      <ScoreTree view={view} agencyId={null} />
      <PrintHint />
    </>
  )
}
