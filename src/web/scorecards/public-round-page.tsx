import type { LoaderFunctionArgs } from 'react-router'
import { said } from '../figures/texts.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Breadcrumbs, PageHeading, PrintHint } from '../ui/index.ts'
import { publicRoundPath } from './addresses.ts'
import { Ranking } from './looks/ranking.tsx'
import { PublishedNotice, SchemeNotice } from './sheet-parts.tsx'

/** The published result of a round: places of departments and of communes, each leading to its sheet. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  return { look: await getPage(context).services.scorecards.publicRoundLook(params.id ?? '') }
}

export default function PublicRoundPage({ loaderData: { look } }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, location } = shell
  const title = `${said(look.scheme.name, shell)} ${look.year}`
  return (
    <>
      <Breadcrumbs crumbs={[{ label: t('scorecards.public.title'), to: '/chi-so' }, { label: title }]} />
      <PageHeading>{title}</PageHeading>
      <SchemeNotice scheme={look.scheme} />
      {look.published !== null && <PublishedNotice published={look.published} />}
      <p className="no-print">
        <a href={`${publicRoundPath(look.id)}/so-sanh`}>{t('looks.round.link')}</a>
      </p>
      <Ranking
        look={look}
        sheetTo={(sheetId) => `${publicRoundPath(look.id)}/${sheetId}`}
        search={new URLSearchParams(location.search)}
      />
      <PrintHint />
    </>
  )
}
