import type { LoaderFunctionArgs } from 'react-router'
import { openFiles } from '../../modules/surveys/round.ts'
import type { RoundView } from '../../modules/surveys/view-types.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Notice, PageHeading, PrintHint } from '../ui/index.ts'
import { FoundSentences, PlainResult } from './plain-result.tsx'
import { ResultView } from './result-view.tsx'
import { RoundFacts, StrataTable, titleOf } from './round-parts.tsx'

interface Redrawn {
  isSame: boolean
  drawn: number
}

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

/** A round for everybody: first in plain sentences, then how it was counted and how to check it. */
export default function PublicRoundPage({ loaderData: { round, redraw, result } }: PageProps<typeof loader>) {
  const { t, locale, format } = useShell()
  const { population } = round
  const files = openFiles.filter((name) => (name === 'khung-mau.csv' ? redraw !== null : result !== null))
  const asks = round.asks.map((one) => titleOf(one, locale).toLocaleLowerCase(locale)).join('; ')
  const dates = { from: format.date(round.fromOn), to: format.date(round.toOn) }
  return (
    <>
      <PageHeading kicker={t('surveys.public.title')}>{titleOf(round, locale)}</PageHeading>
      {result !== null && (
        <p className="lead">
          <FoundSentences
            found={{
              population,
              formula: result.chosenFormula,
              figure: result.whole[result.chosenFormula],
              asked: result.asked,
              ballots: result.ballots,
            }}
          />
        </p>
      )}
      <p>{t(`surveys.plain.asked.${population}`, { ...dates, asks })}</p>
      {result === null && (
        <p>
          {t(round.takesBallots ? 'surveys.plain.open' : `surveys.plain.${round.state}`, {
            date: format.date(round.endsOn),
          })}
        </p>
      )}
      <p>{t('surveys.ballot.anonymous_short')}</p>
      {result !== null && <PlainResult result={result} population={population} />}
      <details className="disclosure" id="cach-tinh">
        <summary>{t('surveys.plain.how')}</summary>
        {result !== null && <ResultView result={result} />}
        <h2>{t('surveys.public.round')}</h2>
        <RoundFacts round={round} />
        <Redraw round={round} redraw={redraw} />
        {round.strata.length > 0 && <StrataTable round={round} withUsed={false} />}
      </details>
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

/** How the sample is drawn again from the seed, and what came of doing so just now. */
function Redraw({ round, redraw }: { round: RoundView; redraw: Redrawn | null }) {
  const { t, format } = useShell()
  const hashes = [
    { key: 'seed_hash', value: round.seedHash },
    { key: 'seed', value: round.seed },
    { key: 'frame_hash', value: round.frameHash },
    { key: 'frame_key', value: round.frameKey },
    { key: 'result_hash', value: round.resultHash },
  ].filter(({ key, value }) => value !== null || key === 'seed')
  return (
    <>
      <h2>{t('surveys.redraw.title')}</h2>
      <p>{t('surveys.redraw.rule')}</p>
      <dl className="facts stacked">
        {hashes.map(({ key, value }) => (
          <div key={key}>
            <dt>{t(`surveys.redraw.${key}`)}</dt>
            <dd>{value === null ? t('surveys.redraw.seed_later') : <code className="hash">{value}</code>}</dd>
          </div>
        ))}
      </dl>
      {round.frameKey !== null && <p className="soft small">{t('surveys.redraw.frame_key_text')}</p>}
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
    </>
  )
}
