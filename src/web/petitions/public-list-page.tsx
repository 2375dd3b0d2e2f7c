import type { LoaderFunctionArgs } from 'react-router'
import { petitionKinds } from '../../modules/petitions/petition.ts'
import type { ThemeMonth } from '../../modules/petitions/view-types.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Actions, Bar, Button, ButtonLink, DataTable, EmptyState, PageHeading, Pager, Tag } from '../ui/index.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { services } = getPage(context)
  const search = new URL(request.url).searchParams
  const text = (search.get('tu') ?? '').slice(0, 200)
  const after = search.get('sau') ?? undefined
  const [list, themes] = await Promise.all([services.petitions.published({ text, after }), services.petitions.themes()])
  return { list, themes, text, isLater: after !== undefined }
}

/** What others asked and what they were answered, with search; and what people write about. */
export default function PublicListPage({ loaderData }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  const { list, themes, text, isLater } = loaderData
  const words = text === '' ? '' : `tu=${encodeURIComponent(text)}&`
  return (
    <>
      <PageHeading>{t('petitions.public.title')}</PageHeading>
      <p className="lead">{t('petitions.public.text')}</p>
      <Actions>
        <ButtonLink to="/phan-anh/gui">{t('petitions.public.send')}</ButtonLink>
        <ButtonLink to="/phan-anh/theo-doi" second>
          {t('petitions.public.follow')}
        </ButtonLink>
      </Actions>
      <search>
        <form className="search" action="/phan-anh">
          <label htmlFor="tu">{t('petitions.public.search')}</label>
          <input id="tu" name="tu" type="search" defaultValue={text} />
          <Button>{t('petitions.public.search_do')}</Button>
        </form>
      </search>
      <h2>{t('petitions.public.answered')}</h2>
      {list.rows.length === 0 && (
        <EmptyState title={t(text === '' ? 'petitions.public.empty' : 'petitions.public.not_found')} />
      )}
      <ul className="list">
        {list.rows.map((row) => (
          <li key={row.petitionId}>
            <a href={`/phan-anh/xem/${row.petitionId}`}>
              <b>{row.title}</b>
            </a>{' '}
            <Tag>{t(`petitions.kind.${row.kind}`)}</Tag>
            <div className="soft small">
              {row.agencyName} · {format.date(new Date(row.publishedAt))}
            </div>
          </li>
        ))}
      </ul>
      <Pager
        {...(list.next === null ? {} : { next: `/phan-anh?${words}sau=${list.next}` })}
        {...(isLater ? { previous: `/phan-anh?${words}` } : {})}
      />
      <Themes themes={themes} />
    </>
  )
}

/** Themes month by month: a bar for each month's sum, the numbers beside it. */
function Themes({ themes }: { themes: readonly ThemeMonth[] }) {
  const { t, format } = useShell()
  const sumOf = (month: ThemeMonth) => petitionKinds.reduce((sum, kind) => sum + month.counts[kind], 0)
  const most = Math.max(1, ...themes.map(sumOf))
  return (
    <>
      <h2>{t('petitions.themes.title')}</h2>
      <DataTable
        caption={t('petitions.themes.title')}
        rows={themes}
        rowKey={(row) => row.month}
        columns={[
          {
            key: 'month',
            label: t('petitions.themes.month'),
            lead: true,
            cell: (row) => row.month.split('-').reverse().join('/'),
          },
          ...petitionKinds.map((kind) => ({
            key: kind,
            label: t(`petitions.kind.${kind}`),
            align: 'right' as const,
            cell: (row: ThemeMonth) => format.number(row.counts[kind]),
          })),
          {
            key: 'all',
            label: t('petitions.themes.all'),
            cell: (row) => (
              <>
                <span className="num">{format.number(sumOf(row))}</span>
                <Bar share={sumOf(row) / most} />
              </>
            ),
          },
        ]}
        empty={<p>{t('petitions.themes.empty')}</p>}
      />
    </>
  )
}
