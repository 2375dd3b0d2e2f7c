import type { LoaderFunctionArgs } from 'react-router'
import { said } from '../../figures/texts.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Breadcrumbs, PageHeading, PrintHint } from '../../ui/index.ts'
import { getDesk } from '../../workspace/guard.ts'
import { DESK, linePath, roundPath } from '../addresses.ts'
import { PublishedNotice, SchemeNotice } from '../sheet-parts.tsx'
import { RoundCharts } from './round-charts.tsx'

/** A round as the province sees it: areas, lost points, movement. For whoever organises. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { look: await page.services.scorecards.roundLook(page.actor, params.id ?? '') }
}

export default function ComparePage({ loaderData: { look } }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, location } = shell
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.title'), to: DESK },
          { label: `${said(look.scheme.name, shell)} ${look.year}`, to: roundPath(look.id) },
          { label: t('looks.round.title') },
        ]}
      />
      <PageHeading kicker={`${said(look.scheme.name, shell)} ${look.year}`}>{t('looks.round.title')}</PageHeading>
      <SchemeNotice scheme={look.scheme} />
      {look.published !== null && <PublishedNotice published={look.published} />}
      <RoundCharts look={look} lineTo={linePath} search={new URLSearchParams(location.search)} />
      <PrintHint />
    </>
  )
}
