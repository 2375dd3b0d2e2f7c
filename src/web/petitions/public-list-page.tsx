import type { LoaderFunctionArgs } from 'react-router'
import { FEWEST_OF_COMMUNE, petitionKinds } from '../../modules/petitions/petition.ts'
import type { CommuneTheme, ThemeMonth } from '../../modules/petitions/view-types.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Actions, Bar, Button, ButtonLink, DataTable, EmptyState, PageHeading, Pager, Tag } from '../ui/index.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { services, actor } = getPage(context)
  const search = new URL(request.url).searchParams
  const text = (search.get('tu') ?? '').slice(0, 200)
  const after = search.get('sau') ?? undefined
  const [list, themes, communes] = await Promise.all([
    services.petitions.published({ text, after }),
    services.petitions.themes(),
    services.petitions.communeThemes(),
  ])
  return { list, themes, communes, text, isLater: after !== undefined, hasOwn: actor.kind === 'citizen' }
}

/** What others asked and what they were answered, with search; and what people write about. */
export default function PublicListPage({ loaderData }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  const { list, themes, communes, text, isLater, hasOwn } = loaderData
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
        {hasOwn && (
          <ButtonLink to="/phan-anh/cua-toi" second>
            {t('petitions.own.title')}
          </ButtonLink>
        )}
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
      <h2>{t('petitions.themes.title')}</h2>
      <Themes
        caption={t('petitions.themes.title')}
        lead={t('petitions.themes.month')}
        rows={themes.map(({ month, counts }) => ({ name: month.split('-').reverse().join('/'), counts }))}
      />
      {communes.length > 0 && <CommuneThemes communes={communes} />}
    </>
  )
}

function CommuneThemes({ communes }: { communes: readonly CommuneTheme[] }) {
  const { t } = useShell()
  return (
    <>
      <h2>{t('petitions.themes.communes')}</h2>
      <p>{t('petitions.themes.communes_text', { least: FEWEST_OF_COMMUNE })}</p>
      <Themes
        caption={t('petitions.themes.communes')}
        lead={t('petitions.form.commune')}
        rows={communes.map(({ communeName, counts }) => ({ name: communeName, counts }))}
      />
    </>
  )
}

interface ThemeRow {
  name: string
  counts: ThemeMonth['counts']
}

/** Themes by month or commune: a bar for each sum, the numbers beside it. */
function Themes({ caption, lead, rows }: { caption: string; lead: string; rows: readonly ThemeRow[] }) {
  const { t, format } = useShell()
  const sumOf = ({ counts }: ThemeRow) => petitionKinds.reduce((sum, kind) => sum + counts[kind], 0)
  const most = Math.max(1, ...rows.map(sumOf))
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.name}
      columns={[
        { key: 'name', label: lead, lead: true, cell: (row) => row.name },
        ...petitionKinds.map((kind) => ({
          key: kind,
          label: t(`petitions.kind.${kind}`),
          align: 'right' as const,
          cell: (row: ThemeRow) => format.number(row.counts[kind]),
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
  )
}
