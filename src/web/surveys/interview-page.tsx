import type { LoaderFunctionArgs } from 'react-router'
import enFaults from '../locales/en/errors-surveys.json' with { type: 'json' }
import en from '../locales/en/interview.json' with { type: 'json' }
import viFaults from '../locales/vi/errors-surveys.json' with { type: 'json' }
import vi from '../locales/vi/interview.json' with { type: 'json' }
import type { PageProps } from '../page-props.ts'
import { type Shell, useShell } from '../shell.ts'
import { Notice, PageHeading } from '../ui/index.ts'
import { Mark, SkipLink } from '../ui/nav.tsx'
import { getDesk } from '../workspace/guard.ts'
import { titleOf } from './round-parts.tsx'

const scriptTexts = { vi: { ...vi, ...viFaults }, en: { ...en, ...enFaults } }

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { actor, services } = getDesk(context)
  return {
    kit: await services.surveys.interviewKit(actor, params.id ?? ''),
    scripts: services.surveys.interviewScripts(),
  }
}

/**
 * The interviewer's phone: an island that works without network (decision 0040). What it asks and how many ballots may be taken along stands in
 * it; nothing of a person does. The scripts in public/enhance/interview draw the rest; a service worker keeps this page.
 */
export default function InterviewPage({ loaderData: { kit, scripts } }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, locale, format } = shell
  return (
    <>
      <SkipLink />
      <header className="head">
        <div className="wrap">
          <Mark to="/lam-viec/khao-sat" subtitle={t('surveys.rail')} />
        </div>
      </header>
      <main id="noi-dung" tabIndex={-1} className="page">
        <div className="wrap">
          <div className="narrow interview">
            <PageHeading kicker={t('interview.title')}>{titleOf(kit, locale)}</PageHeading>
            <div id="khong-co-script">
              <Notice tone="late" title={t('interview.no_script')}>
                <p>
                  {t('interview.no_script_text')}{' '}
                  <a href={`/lam-viec/khao-sat/${kit.roundId}/giay`}>{t('interview.no_script_paper')}</a>
                </p>
              </Notice>
            </div>
            <div
              id="phong-van"
              hidden
              data-texts={textsFor(shell)}
              data-kit={JSON.stringify(kit)}
              data-ends={format.date(kit.endsOn)}
            >
              <ul className="chips" aria-label={t('interview.state')}>
                {['mang', 'con-trang', 'cho-gui'].map((id) => (
                  <li key={id}>
                    <span className="chip-still">
                      <span className="chip" id={id} role={id === 'mang' ? 'status' : undefined} />
                    </span>
                  </li>
                ))}
              </ul>
              <div id="loi-nhan" role="status" className="notice" hidden />
              <div id="man-hinh" />
              {scripts.map((script) => (
                <link key={script} rel="modulepreload" href={script} />
              ))}
              <script type="module" src="/enhance/interview/page.js" />
            </div>
          </div>
        </div>
      </main>
    </>
  )
}

/** The scripts' own texts, refusals, and the names of steps. */
function textsFor({ locale, t }: Shell): string {
  const steps = [3, 5].flatMap((steps) => Array.from({ length: steps }, (_, at) => `surveys.step_${steps}.${at + 1}`))
  return JSON.stringify({ ...scriptTexts[locale], ...Object.fromEntries(steps.map((key) => [key, t(key)])) })
}
