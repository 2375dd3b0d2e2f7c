import type { LoaderFunctionArgs } from 'react-router'
import type { SchemeHistoryView, VersionLine } from '../../../modules/scorecards/schemes/view-types.ts'
import { said } from '../../figures/texts.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Breadcrumbs,
  DataTable,
  Notice,
  PageForm,
  PageHeading,
  SecondButton,
  SelectField,
  Tag,
} from '../../ui/index.ts'
import { getDesk } from '../../workspace/guard.ts'
import { DESK, publicRoundPath, SCHEMES } from '../addresses.ts'
import { schemeVersionPath } from './addresses.ts'
import { Changes } from './scheme-changes.tsx'
import { PointsThroughYears } from './scheme-points.tsx'

/** The history of a scheme: its versions, what differs between two, points of the same lines across years. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const asked = new URL(request.url).searchParams
  const number = (name: string) => (/^\d{1,6}$/.test(asked.get(name) ?? '') ? Number(asked.get(name)) : null)
  const view = await page.services.scorecards.schemes.history({
    actor: page.actor,
    key: params.key ?? '',
    from: number('tu'),
    to: number('den'),
    unitId: asked.get('don-vi'),
  })
  return { view }
}

export default function SchemePage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t } = shell
  const { view } = loaderData
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.title'), to: DESK },
          { label: t('scorecards.schemes.title'), to: SCHEMES },
          { label: view.key },
        ]}
      />
      <PageHeading>{said(view.name, shell)}</PageHeading>
      <p className="soft">{view.source}</p>
      <Versions view={view} />
      <Difference view={view} />
      <PointsThroughYears view={view} />
    </>
  )
}

function Versions({ view }: { view: SchemeHistoryView }) {
  const { t, format } = useShell()
  const altered = view.versions.find(({ published }) => published !== null && !published.isIntact)
  return (
    <section>
      <h2>{t('scorecards.history.versions')}</h2>
      {altered !== undefined && (
        <Notice tone="late" urgent>
          <p>{t('scorecards.history.altered', { version: altered.version })}</p>
        </Notice>
      )}
      <DataTable<VersionLine>
        caption={t('scorecards.history.versions')}
        rows={view.versions}
        rowKey={({ version }) => String(version)}
        columns={[
          {
            key: 'version',
            label: t('scorecards.schemes.version'),
            lead: true,
            cell: ({ version, isFrame }) => (
              <>
                <a href={schemeVersionPath(view.key, version)}>{t('scorecards.history.version', { version })}</a>{' '}
                {isFrame && <Tag tone="wait">{t('scorecards.schemes.frame')}</Tag>}
              </>
            ),
          },
          {
            key: 'who',
            label: t('scorecards.history.publisher'),
            cell: ({ published }) =>
              published === null ? t('scorecards.history.shipped') : `${published.by} (${published.position})`,
          },
          { key: 'at', label: t('scorecards.history.at'), cell: ({ at }) => format.dateTime(at) },
          { key: 'why', label: t('scorecards.history.reason'), cell: ({ published }) => published?.reason ?? '–' },
          {
            key: 'rounds',
            label: t('scorecards.desk.rounds'),
            cell: ({ rounds }) =>
              rounds.length === 0
                ? '–'
                : rounds.map(({ id, year, isPublished }) =>
                    isPublished ? <a key={id} href={publicRoundPath(id)}>{`${year} `}</a> : `${year} `,
                  ),
          },
          {
            key: 'hash',
            label: t('scorecards.history.hash'),
            cell: ({ hash, published }) => (
              <>
                <span className="hash">{hash}</span>
                {published?.isIntact === true && <div className="soft small">{t('scorecards.published.intact')}</div>}
              </>
            ),
          },
        ]}
      />
    </section>
  )
}

function Difference({ view }: { view: SchemeHistoryView }) {
  const { t } = useShell()
  const { versions, changes } = view
  if (versions.length < 2) return <p className="soft">{t('scorecards.history.one')}</p>
  const choices = versions.map(({ version }) => ({
    value: String(version),
    label: t('scorecards.history.version', { version }),
  }))
  return (
    <section>
      <h2>{t('scorecards.change.title')}</h2>
      <PageForm method="get">
        {view.points.unitId !== null && <input type="hidden" name="don-vi" value={view.points.unitId} />}
        <SelectField
          name="tu"
          label={t('scorecards.change.from')}
          choices={choices}
          initial={String(changes?.from ?? '')}
        />
        <SelectField
          name="den"
          label={t('scorecards.change.to')}
          choices={choices}
          initial={String(changes?.to ?? '')}
        />
        <Actions>
          <SecondButton>{t('scorecards.change.button')}</SecondButton>
        </Actions>
      </PageForm>
      {changes === null ? <p>{t('scorecards.change.same')}</p> : <Changes changes={changes} />}
    </section>
  )
}
