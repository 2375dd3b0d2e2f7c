import type { LoaderFunctionArgs } from 'react-router'
import type { ReportSection } from '../../modules/indicators/reports/report.ts'
import type { ReportView } from '../../modules/indicators/reports/view-types.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Actions, Breadcrumbs, ButtonLink, Notice, PageHeading, PrintHint, WhyNot } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { reportListPath, reportPath } from './report-addresses.ts'
import { FigureTable, GridTable } from './report-tables.tsx'
import { changesText, unitsText } from './report-texts.ts'
import { periodName } from './texts.ts'

/** A report: its figures and words, how it stands, and its files. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { view: await page.services.reports.get(page.actor, params.id ?? '') }
}

export default function ReportPage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t } = shell
  const { view } = loaderData
  const title = t(`reports.kind.${view.kind}`)
  return (
    <>
      <Breadcrumbs crumbs={[{ label: t('reports.title'), to: reportListPath(view) }, { label: title }]} />
      <PageHeading kicker={`${view.agency.name} · ${periodName(view.period, shell)}`}>{title}</PageHeading>
      <Standing view={view} />
      {view.snapshot.sections.map((section) => (
        <Section key={section.key} section={section} view={view} />
      ))}
      <Downloads view={view} />
      <Signing view={view} />
      <PrintHint />
    </>
  )
}

function Standing({ view }: { view: ReportView }) {
  const shell = useShell()
  const { t, format } = shell
  const { signed, drift } = view
  if (signed === null) {
    return (
      <Notice tone="soon">
        <p>
          {t(view.isOpen ? 'reports.page.draft_open' : 'reports.page.draft')}{' '}
          {t('reports.page.created', { name: view.createdBy })}.
        </p>
        {view.broken.length > 0 && <p>{t('figures.solving.broken', { identities: view.broken.join('; ') })}</p>}
      </Notice>
    )
  }
  return (
    <>
      {!signed.isIntact && (
        <Notice tone="late" title={t('reports.page.altered_title')} urgent>
          <p>{t('reports.page.altered')}</p>
        </Notice>
      )}
      <Notice tone={signed.isIntact ? 'ok' : 'plain'}>
        <p>
          {t('reports.page.signed', { by: signed.by, position: signed.position, at: format.dateTime(signed.at) })}{' '}
          {signed.isIntact && t('reports.page.intact')}
        </p>
        <p className="hash">{t('reports.page.hash', { hash: signed.hash })}</p>
      </Notice>
      {drift.length > 0 && (
        <Notice tone="wait">
          <p>{t('reports.page.drift', { changes: changesText(drift, shell) })}</p>
        </Notice>
      )}
    </>
  )
}

function Section({ section, view }: { section: ReportSection; view: ReportView }) {
  const shell = useShell()
  const { t } = shell
  const { grid, adjusted } = view.snapshot
  const isFirst = view.snapshot.sections[0] === section
  const paragraphs = section.narrative.split(/\n\s*\n/).filter((text) => text.trim() !== '')
  return (
    <section>
      <h2>{t(`reports.section.${section.key}`)}</h2>
      {isFirst && grid.length > 0 && <GridTable view={view} />}
      {isFirst && view.units !== null && <p>{unitsText(view.units, shell)}</p>}
      {isFirst && adjusted.length > 0 && <p>{t('reports.page.adjusted', { changes: changesText(adjusted, shell) })}</p>}
      {section.cells.length > 0 && <FigureTable section={section} view={view} />}
      {paragraphs.map((text, index) => (
        <p key={index} className="typed">
          {text}
        </p>
      ))}
      {paragraphs.length === 0 && <p className="soft small">{t('reports.page.no_words')}</p>}
      {view.mayWrite && (
        <p className="no-print">
          <a href={`${reportPath(view.id)}/muc/${section.key}`}>
            {t('reports.page.edit')}
            <span className="visually-hidden">: {t(`reports.section.${section.key}`)}</span>
          </a>
        </p>
      )}
    </section>
  )
}

function Downloads({ view }: { view: ReportView }) {
  const { t } = useShell()
  if (view.signed?.isIntact === false) return null
  return (
    <section className="no-print" aria-labelledby="tai">
      <h2 id="tai">{t('reports.page.downloads')}</h2>
      <Actions>
        {(['docx', 'xlsx', 'pdf'] as const).map((extension) => (
          <ButtonLink key={extension} second to={`${reportPath(view.id)}/tai/bao-cao.${extension}`}>
            {t(`reports.page.${extension}`)}
          </ButtonLink>
        ))}
      </Actions>
    </section>
  )
}

function Signing({ view }: { view: ReportView }) {
  const { t, format } = useShell()
  if (!view.maySign) return null
  if (view.whyNot !== null) {
    return <WhyNot>{t(`reports.page.why.${view.whyNot}`, { day: format.date(view.period.to) })}</WhyNot>
  }
  return (
    <div className="no-print">
      <Actions>
        <ButtonLink to={`${reportPath(view.id)}/ky`}>{t('reports.page.to_sign')}</ButtonLink>
      </Actions>
    </div>
  )
}
