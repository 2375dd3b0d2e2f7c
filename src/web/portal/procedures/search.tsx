import type { LoaderFunctionArgs } from 'react-router'
import type { ProcedureHit } from '../../../modules/catalogue/schemas.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Button,
  EmptyState,
  LinkGrid,
  PageForm,
  PageHeading,
  Pager,
  SelectField,
  Tag,
  TextField,
} from '../../ui/index.ts'
import { publicPage } from '../guard.ts'
import type { SearchChoices } from '../services/procedures.ts'
import { limitText, official } from '../texts.ts'

const LEVELS = ['province', 'commune', 'mixed'] as const

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { portal } = publicPage(context)
  const asked = new URL(request.url).searchParams
  const given = (name: string) => asked.get(name)?.trim().normalize('NFC') || undefined
  const search = {
    text: given('tu-khoa')?.slice(0, 200),
    field: given('linh-vuc'),
    lifeEvent: given('su-kien'),
    agencySlug: given('co-quan'),
    level: LEVELS.find((level) => level === given('cap')),
  }
  const after = given('sau')
  const [listing, choices] = await Promise.all([
    portal.procedures.search({ ...search, after }),
    portal.procedures.searchChoices(),
  ])
  asked.delete('sau')
  asked.delete('lang')
  return { search, listing, choices, query: asked.toString(), isFirst: after === undefined }
}

/** Search and list of procedures. Everything chosen stands in the address, so that a list can be sent to somebody. */
export default function ProcedureSearchPage({ loaderData }: PageProps<typeof loader>) {
  const { t, locale } = useShell()
  const { search, listing, choices, query, isFirst } = loaderData
  const event = choices.lifeEvents.find((one) => one.key === search.lifeEvent)
  const narrowed = [search.field, search.agencySlug, search.level].some((one) => one !== undefined)
  return (
    <>
      <PageHeading>{event === undefined ? t('portal.search.title') : event.name[locale]}</PageHeading>
      <PageForm method="get" action="/thu-tuc">
        <TextField
          name="tu-khoa"
          label={t('portal.search.text')}
          hint={t('portal.search.hint')}
          type="search"
          optional
          initial={search.text}
        />
        <details className="disclosure" open={narrowed}>
          <summary>{t('portal.search.narrow')}</summary>
          <Filters search={search} choices={choices} />
        </details>
        <Button>{t('portal.home.search')}</Button>
      </PageForm>
      {listing.hits.length === 0 ? (
        <Nothing choices={choices} />
      ) : (
        <>
          <h2 className="visually-hidden">{t('portal.search.results')}</h2>
          <ul className="list search-list">
            {listing.hits.map((hit) => (
              <HitLine key={hit.code} hit={hit} choices={choices} />
            ))}
          </ul>
          <Pager
            {...(isFirst ? {} : { previous: `/thu-tuc?${query}` })}
            {...(listing.next === null ? {} : { next: nextPage(query, listing.next) })}
          />
        </>
      )}
    </>
  )
}

function nextPage(query: string, after: string): string {
  const search = new URLSearchParams(query)
  search.set('sau', after)
  return `/thu-tuc?${search}`
}

type Search =
  ReturnType<typeof loader> extends Promise<infer Handed extends { search: unknown }> ? Handed['search'] : never

function Filters({ search, choices }: { search: Search; choices: SearchChoices }) {
  const { t, locale } = useShell()
  return (
    <div className="filters">
      <SelectField
        name="linh-vuc"
        label={t('portal.search.field')}
        optional
        initial={search.field}
        choices={choices.fields.map(({ key, name }) => ({ value: key, label: name[locale] }))}
      />
      <SelectField
        name="su-kien"
        label={t('portal.search.life_event')}
        optional
        initial={search.lifeEvent}
        choices={choices.lifeEvents.map(({ key, name }) => ({ value: key, label: name[locale] }))}
      />
      <SelectField
        name="co-quan"
        label={t('portal.search.agency')}
        optional
        initial={search.agencySlug}
        choices={choices.agencies.map(({ slug, name }) => ({ value: slug, label: name }))}
      />
      <SelectField
        name="cap"
        label={t('portal.search.level')}
        optional
        initial={search.level}
        choices={LEVELS.map((level) => ({ value: level, label: t(`portal.level.${level}`) }))}
      />
    </div>
  )
}

function HitLine({ hit, choices }: { hit: ProcedureHit; choices: SearchChoices }) {
  const shell = useShell()
  const { t, locale } = shell
  const field = choices.fields.find((one) => one.key === hit.fieldKey)
  const facts = [hit.code, field?.name[locale], t(`portal.level.${hit.level}`)].filter((one) => one !== undefined)
  return (
    <li>
      <a href={`/thu-tuc/${hit.code}`}>
        <b>{official(hit.name, locale)}</b>
      </a>{' '}
      {hit.completeness === 'whole' && hit.limit !== null && <Tag>{limitText(hit.limit, shell)}</Tag>}
      {hit.completeness === 'entry' && <Tag>{t('portal.search.entry')}</Tag>}
      <div className="soft small num">{facts.join(' · ')}</div>
    </li>
  )
}

function Nothing({ choices }: { choices: SearchChoices }) {
  const { t, locale } = useShell()
  return (
    <EmptyState title={t('portal.search.nothing')} text={t('portal.search.nothing_text')}>
      <LinkGrid
        links={choices.lifeEvents
          .filter((event) => event.procedures > 0)
          .slice(0, 8)
          .map((event) => ({ to: `/thu-tuc?su-kien=${event.key}`, label: event.name[locale] }))}
      />
    </EmptyState>
  )
}
