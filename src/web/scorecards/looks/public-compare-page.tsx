import type { LoaderFunctionArgs } from 'react-router'
import { said } from '../../figures/texts.ts'
import { getPage } from '../../page-context.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Breadcrumbs, PageHeading, PrintHint } from '../../ui/index.ts'
import { publicLinePath, publicRoundPath } from '../addresses.ts'
import { PublishedNotice, SchemeNotice } from '../sheet-parts.tsx'
import { RoundCharts } from './round-charts.tsx'

/** A published round of the whole province, for everybody. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  return { look: await getPage(context).services.scorecards.publicRoundLook(params.id ?? '') }
}

export default function PublicComparePage({ loaderData: { look } }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, location } = shell
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.public.title'), to: '/chi-so' },
          { label: `${said(look.scheme.name, shell)} ${look.year}`, to: publicRoundPath(look.id) },
          { label: t('looks.round.title') },
        ]}
      />
      <PageHeading kicker={`${said(look.scheme.name, shell)} ${look.year}`}>{t('looks.round.title')}</PageHeading>
      <SchemeNotice scheme={look.scheme} />
      {look.published !== null && <PublishedNotice published={look.published} />}
      <RoundCharts
        look={look}
        lineTo={(sheetId, key) => publicLinePath({ roundId: look.id, sheetId, key })}
        search={new URLSearchParams(location.search)}
      />
      <PrintHint />
    </>
  )
}
