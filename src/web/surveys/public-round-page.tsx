import type { LoaderFunctionArgs } from 'react-router'
import { openFiles } from '../../modules/surveys/round.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Notice, PageHeading, PrintHint } from '../ui/index.ts'
import { ResultView } from './result-view.tsx'
import { RoundFacts, StrataTable, titleOf } from './round-parts.tsx'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { surveys } = getPage(context).services
  const id = params.id ?? ''
  const round = await surveys.publicRound(id)
  const redraw = round.state === 'prepared' ? null : await surveys.redraw(id)
  return {
    round,
    redraw: redraw === null ? null : { isSame: redraw.isSame, drawn: redraw.again.length },
    result: await surveys.publicResult(id),
  }
}

/** A round for everybody: its result once published, and how to draw its sample again from the seed. */
export default function PublicRoundPage({ loaderData: { round, redraw, result } }: PageProps<typeof loader>) {
  const { t, locale, format } = useShell()
  const files = openFiles.filter((name) => (name === 'khung-mau.csv' ? redraw !== null : result !== null))
  return (
    <>
      <PageHeading kicker={t('surveys.public.title')}>{titleOf(round, locale)}</PageHeading>
      {result !== null && <ResultView result={result} />}
      {result === null && round.state !== 'prepared' && <p>{t('surveys.public.not_published')}</p>}
      <h2>{t('surveys.public.round')}</h2>
      <RoundFacts round={round} />
      <h2>{t('surveys.redraw.title')}</h2>
      <p>{t('surveys.redraw.rule')}</p>
      <dl className="facts stacked">
        <dt>{t('surveys.redraw.seed_hash')}</dt>
        <dd>
          <code className="hash">{round.seedHash}</code>
        </dd>
        <dt>{t('surveys.redraw.seed')}</dt>
        <dd>{round.seed === null ? t('surveys.redraw.seed_later') : <code className="hash">{round.seed}</code>}</dd>
        {round.frameHash !== null && (
          <>
            <dt>{t('surveys.redraw.frame_hash')}</dt>
            <dd>
              <code className="hash">{round.frameHash}</code>
            </dd>
          </>
        )}
        {round.resultHash !== null && (
          <>
            <dt>{t('surveys.redraw.result_hash')}</dt>
            <dd>
              <code className="hash">{round.resultHash}</code>
            </dd>
          </>
        )}
      </dl>
      {redraw !== null && (
        <Notice tone={redraw.isSame ? 'ok' : 'late'}>
          <p>
            {t(redraw.isSame ? 'surveys.redraw.same' : 'surveys.redraw.other', { count: format.number(redraw.drawn) })}
          </p>
        </Notice>
      )}
      {round.seed !== null && (
        <details className="disclosure">
          <summary>{t('surveys.redraw.self')}</summary>
          <p>{t('surveys.redraw.self_text')}</p>
          <pre className="command">
            <code>{`npm run -s motcua -- redraw-sample khung-mau.csv --seed '${round.seed}' --per-stratum ${round.perStratum}`}</code>
          </pre>
        </details>
      )}
      {round.strata.length > 0 && <StrataTable round={round} withUsed={false} />}
      {files.length > 0 && (
        <>
          <h2>{t('surveys.files.title')}</h2>
          <ul className="list">
            {files.map((name) => (
              <li key={name}>
                <a href={`/khao-sat/dot/${round.id}/${name}`}>{name}</a>
                <div className="soft small">{t(`surveys.files.${name}`)}</div>
              </li>
            ))}
          </ul>
        </>
      )}
      <PrintHint />
    </>
  )
}
