import type { LoaderFunctionArgs } from 'react-router'
import type { PublicUnit } from '../../modules/scorecards/view-types.ts'
import { said } from '../figures/texts.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Breadcrumbs, DataTable, PageHeading, PrintHint } from '../ui/index.ts'
import { publicRoundPath } from './addresses.ts'
import { PublishedNotice, SchemeNotice } from './sheet-parts.tsx'
import { pointsText } from './texts.ts'

/** The published result of a round: places of departments and of communes, each leading to its sheet. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  return { view: await getPage(context).services.scorecards.publicRound(params.id ?? '') }
}

export default function PublicRoundPage({ loaderData: { view } }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t } = shell
  const title = `${said(view.scheme.name, shell)} ${view.year}`
  return (
    <>
      <Breadcrumbs crumbs={[{ label: t('scorecards.public.title'), to: '/chi-so' }, { label: title }]} />
      <PageHeading>{title}</PageHeading>
      <SchemeNotice scheme={view.scheme} />
      <PublishedNotice published={view.published} />
      {(['department', 'commune', 'province'] as const).map((kind) => {
        const units = view.units.filter((unit) => unit.kind === kind)
        return (
          units.length > 0 && (
            <section key={kind}>
              <h2>{t(`scorecards.unit_kind.${kind}`)}</h2>
              <DataTable<PublicUnit>
                caption={t(`scorecards.unit_kind.${kind}`)}
                rows={units}
                rowKey={({ sheetId }) => sheetId}
                columns={[
                  { key: 'place', label: t('scorecards.column.place'), cell: ({ place }) => place ?? '–' },
                  {
                    key: 'unit',
                    label: t('scorecards.column.unit'),
                    lead: true,
                    cell: ({ sheetId, name }) => <a href={`${publicRoundPath(view.id)}/${sheetId}`}>{name}</a>,
                  },
                  ...(['self', 'verified', 'survey', 'final'] as const).map((column) => ({
                    key: column,
                    label: t(`scorecards.column.${column}`),
                    align: 'right' as const,
                    cell: ({ total }: PublicUnit) => pointsText(total[column], view.scheme, shell),
                  })),
                  {
                    key: 'now',
                    label: t('scorecards.column.corrected'),
                    align: 'right',
                    cell: ({ now, total }) => (now === total.final ? '–' : pointsText(now, view.scheme, shell)),
                  },
                ]}
              />
            </section>
          )
        )
      })}
      <p className="soft small">{t('scorecards.tie_rule')}</p>
      <PrintHint />
    </>
  )
}
