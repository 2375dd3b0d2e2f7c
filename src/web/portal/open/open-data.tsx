import type { LoaderFunctionArgs } from 'react-router'
import type { ExtractLine } from '../../../modules/indicators/open-data/view-types.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { ButtonLink, DataTable, EmptyState, PageHeading } from '../../ui/index.ts'
import { publicPage } from '../guard.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  return { extracts: await publicPage(context).portal.open.extracts() }
}

/** Published extracts of open data, newest first: the facts behind the figures, and how anybody derives the figures from them. */
export default function OpenDataPage({ loaderData: { extracts } }: PageProps<typeof loader>) {
  const { t } = useShell()
  const [newest] = extracts
  return (
    <>
      <PageHeading>{t('open-data.title')}</PageHeading>
      <p className="lead">{t('open-data.lead')}</p>
      {extracts.length > 0 && <p>{t('open-data.plain')}</p>}
      {extracts.length === 0 && <EmptyState title={t('open-data.none')} text={t('open-data.none_hint')} />}
      {extracts.map((extract) => (
        <Extract key={extract.month} extract={extract} isNewest={extract === newest} />
      ))}
      <h2>{t('open-data.private')}</h2>
      <p>{t('open-data.private_text')}</p>
      <p>{t('open-data.licence')}</p>
      <details className="disclosure">
        <summary>{t('open-data.technical')}</summary>
        <p>{t('open-data.check_text')}</p>
        <pre className="command">
          <code>{commandOf(newest)}</code>
        </pre>
      </details>
    </>
  )
}

function commandOf(extract: ExtractLine | undefined): string {
  const manifest = extract?.files.find(({ name }) => name === 'manifest.json')
  const trusted = manifest === undefined ? '' : ` --sha256 ${manifest.hash}`
  return `npm run -s motcua -- recompute ${extract === undefined ? '' : `${extract.month}-`}all.zip${trusted}`
}

function Extract({ extract, isNewest }: { extract: ExtractLine; isNewest: boolean }) {
  const { t, format } = useShell()
  const { month, dossiers, figures, publishedAt, files } = extract
  const [year, number] = month.split('-')
  const pathOf = (name: string) => `/so-lieu/du-lieu-mo/${month}/${name}`
  const all = files.find(({ name }) => name === 'all.zip')
  return (
    <section>
      <h2>{t('open-data.month', { month: `${number}/${year}` })}</h2>
      <p>
        {t('open-data.holds', {
          dossiers: format.number(dossiers),
          figures: format.number(figures),
          at: format.dateTime(publishedAt),
        })}
      </p>
      {all !== undefined && (
        <p>
          <ButtonLink to={pathOf(all.name)} second={!isNewest}>
            {t('open-data.all', { size: format.fileSize(all.size) })}
          </ButtonLink>
        </p>
      )}
      <details className="disclosure">
        <summary>{t('open-data.files')}</summary>
        <DataTable
          caption={t('open-data.files')}
          rows={files}
          rowKey={({ name }) => name}
          columns={[
            {
              key: 'name',
              label: t('open-data.file'),
              lead: true,
              cell: ({ name }) => (
                <>
                  <a href={pathOf(name)}>{name}</a>
                  <div className="soft small">{t(`open-data.what.${name}`)}</div>
                </>
              ),
            },
            { key: 'size', label: t('open-data.size'), align: 'right', cell: ({ size }) => format.fileSize(size) },
            { key: 'hash', label: t('open-data.hash'), cell: ({ hash }) => <code className="hash">{hash}</code> },
          ]}
        />
      </details>
    </section>
  )
}
