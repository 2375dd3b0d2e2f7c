import type { LoaderFunctionArgs } from 'react-router'
import { said } from '../figures/texts.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { EmptyState, LinkGrid, PageHeading } from '../ui/index.ts'
import { publicRoundPath } from './addresses.ts'
import { EXTERNAL_PUBLIC } from './external/external-paths.ts'

/** Published results of scorecards, for everybody. */
export async function loader({ context }: LoaderFunctionArgs) {
  return { rounds: await getPage(context).services.scorecards.publicRounds() }
}

export default function PublicListPage({ loaderData: { rounds } }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, format } = shell
  return (
    <div className="narrow">
      <PageHeading>{t('scorecards.public.title')}</PageHeading>
      <p>{t('scorecards.public.text')}</p>
      <LinkGrid links={[{ to: EXTERNAL_PUBLIC, label: t('external.link_here'), detail: t('external.link_detail') }]} />
      {rounds.length === 0 && <EmptyState title={t('scorecards.public.none')} />}
      <LinkGrid
        links={rounds.map(({ id, scheme, year, units, publishedAt }) => ({
          to: publicRoundPath(id),
          label: `${said(scheme.name, shell)} ${year}${scheme.example ? ` (${t('scorecards.example_short')})` : ''}`,
          detail: t('scorecards.public.detail', {
            count: format.number(units),
            at: publishedAt === null ? '–' : format.date(publishedAt),
          }),
        }))}
      />
    </div>
  )
}
