import { data, type LoaderFunctionArgs, redirect } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Breadcrumbs, ButtonLink, Facts, Notice, PageHeading, Steps } from '../../ui/index.ts'
import { publicPage } from '../guard.ts'
import type { PublicProcedure } from '../services/procedures.ts'
import { official } from '../texts.ts'
import { LegalBases, PaperList, procedureFacts } from './procedure-parts.tsx'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { portal } = publicPage(context)
  const answer = await portal.procedures.get(params.code ?? '')
  if (answer.kind === 'replaced') throw redirect(`/thu-tuc/${answer.by}?thay=${params.code ?? ''}`, 301)
  if (answer.kind === 'unknown') throw data(null, { status: 404 })
  return { procedure: answer.procedure }
}

/** One procedure: what you need, how long, how much, who, what comes of it, and the one button. */
export default function ProcedurePage({ loaderData }: PageProps<typeof loader>) {
  const { t, locale, location } = useShell()
  const { procedure } = loaderData
  const { document } = procedure
  const replaced = new URLSearchParams(location.search).get('thay')
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('nav.procedures'), to: '/thu-tuc' },
          { label: document.field.name[locale], to: `/thu-tuc?linh-vuc=${document.field.key}` },
          { label: document.code },
        ]}
      />
      <PageHeading>{official(document.name, locale)}</PageHeading>
      {replaced !== null && /^\d\.\d{6}$/.test(replaced) && (
        <Notice>
          <p>{t('portal.procedure.replaces', { code: replaced })}</p>
        </Notice>
      )}
      {document.completeness === 'entry' ? <EntryOnly procedure={procedure} /> : <Whole procedure={procedure} />}
    </>
  )
}

function EntryOnly({ procedure: { document } }: { procedure: PublicProcedure }) {
  const { t, locale, config } = useShell()
  return (
    <div className="narrow">
      <p className="lead">{t('portal.procedure.entry')}</p>
      <p>{t('portal.procedure.entry_where', { level: midSentence(t(`portal.level.${document.level}`), locale) })}</p>
      <p>
        <ButtonLink to={config.nationalPortalUrl}>{t('portal.procedure.entry_national')}</ButtonLink>
      </p>
    </div>
  )
}

function Whole({ procedure }: { procedure: PublicProcedure }) {
  const shell = useShell()
  const { t, locale } = shell
  const { document } = procedure
  const facts = procedureFacts(procedure, shell)
  const subjects = document.subjectTypes.map((type) => t(`portal.subject.${type.replace(/^\D+/, '')}`))
  return (
    <div className="with-aside">
      <div>
        <p>
          {subjects.length > 0 &&
            t('portal.procedure.for', { who: subjects.map((one) => midSentence(one, locale)).join(', ') })}{' '}
          {document.nonBoundary && t('portal.procedure.anywhere')}
        </p>
        <h2>{t('portal.procedure.papers')}</h2>
        <PaperList procedure={procedure} />
        {document.executionSteps.length > 0 && (
          <>
            <h2>{t('portal.procedure.steps')}</h2>
            <Steps
              items={document.executionSteps.map((step, place) => ({
                title: step.name ?? t('portal.procedure.step', { number: place + 1 }),
                detail: step.text,
                state: 'next' as const,
              }))}
            />
          </>
        )}
        <h2>{t('portal.procedure.result')}</h2>
        <ul>
          {document.results.map((result) => (
            <li key={result.key}>{official(result.name, locale)}</li>
          ))}
        </ul>
        <h2>{t('portal.procedure.bases')}</h2>
        <LegalBases document={document} />
      </div>
      <aside className="first-on-phone">
        <Facts stacked facts={facts.slice(0, 2)} />
        <ApplyButton procedure={procedure} />
        <div className="after-button">
          <Facts stacked facts={facts.slice(2)} />
        </div>
        <p className="small">
          <a href={`/thu-tuc/${document.code}/in`}>{t('portal.procedure.poster')}</a>
        </p>
      </aside>
    </div>
  )
}

function ApplyButton({ procedure }: { procedure: PublicProcedure }) {
  const { t, config } = useShell()
  const { code } = procedure.document
  if (procedure.apply === 'here') return <ButtonLink to={`/nop/${code}`}>{t('portal.procedure.apply')}</ButtonLink>
  if (procedure.apply === 'national') {
    return (
      <>
        <ButtonLink to={config.nationalPortalUrl}>{t('portal.procedure.apply_national')}</ButtonLink>
        <p className="small soft">{t('portal.procedure.apply_national_note')}</p>
      </>
    )
  }
  return <p>{t('portal.procedure.counter_only')}</p>
}

/** A heading's words inside a sentence: Vietnamese writes only names with capitals. */
function midSentence(words: string, locale: string): string {
  return locale === 'vi' ? words.charAt(0).toLocaleLowerCase('vi') + words.slice(1) : words
}
