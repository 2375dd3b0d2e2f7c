import type { LoaderFunctionArgs } from 'react-router'
import en from '../../locales/en/identity.json' with { type: 'json' }
import enScript from '../../locales/en/offline-script.json' with { type: 'json' }
import vi from '../../locales/vi/identity.json' with { type: 'json' }
import viScript from '../../locales/vi/offline-script.json' with { type: 'json' }
import type { PageProps } from '../../page-props.ts'
import { type Shell, useShell } from '../../shell.ts'
import { EmptyState, Notice, PageHeading } from '../../ui/index.ts'
import { Mark, SkipLink } from '../../ui/nav.tsx'
import { getDesk } from '../guard.ts'
import { IntakeView } from './intake-view.tsx'
import { PrepareView, UnlockView } from './prepare-view.tsx'
import { CashView, OutboxView, ReceiptView, TicketView } from './work-views.tsx'

const scriptTexts = { vi: { ...vi, ...viScript }, en: { ...en, ...enScript } }

/**
 * The counter that works on without network: an island (decision 0019). The server draws every view once, empty; the scripts in
 * public/enhance/offline show them, and a service worker keeps this page. Nothing of a person is in it.
 */
export async function loader({ context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { counters: await page.desk.listCounters(page.actor), scripts: page.desk.offlineScripts() }
}

export default function OfflinePage({ loaderData }: PageProps<typeof loader>) {
  const { t } = useShell()
  const { counters, scripts } = loaderData
  return (
    <>
      <SkipLink />
      <header className="head wide">
        <div className="wrap">
          <Mark to="/lam-viec" subtitle={t('offline.subtitle')} />
          <nav className="bar-nav" aria-label={t('nav.main')}>
            <ul>
              <li data-can-mang="">
                <a href="/lam-viec">{t('offline.back')}</a>
              </li>
            </ul>
          </nav>
        </div>
      </header>
      <main id="noi-dung" tabIndex={-1} className="page offline-desk">
        <div className="wrap">
          <div className="no-print">
            <PageHeading>{t('offline.title')}</PageHeading>
          </div>
          <div id="khong-co-script">
            <Notice tone="late" title={t('offline.no_script')}>
              <p>{t('offline.no_script_text')}</p>
            </Notice>
          </div>
          {counters.length === 0 ? (
            <EmptyState title={t('intake.no_counter')} text={t('intake.no_counter_text')} />
          ) : (
            <Island counters={counters} scripts={scripts} />
          )}
        </div>
      </main>
    </>
  )
}

/** Texts of the scripts: their own, those on persons, and the words of dates, money and forms. */
function textsFor({ locale, t }: Shell): string {
  const shared = [
    ...[1, 2, 3, 4, 5, 6, 7].map((day) => `time.weekday.${day}`),
    ...['weekday_date', 'day_time', 'money', 'percent'].map((name) => `time.${name}`),
    'form.faults.one',
    'form.faults.other',
  ]
  return JSON.stringify({ ...scriptTexts[locale], ...Object.fromEntries(shared.map((key) => [key, t(key)])) })
}

function Island({ counters, scripts }: PageProps<typeof loader>['loaderData']) {
  const shell = useShell()
  const { t } = shell
  return (
    <div id="ngoai-tuyen" data-texts={textsFor(shell)}>
      <ul className="chips no-print" aria-label={t('offline.state')}>
        {['mang', 'bo-du-lieu', 'chua-gui', 'bo-nho'].map((id) => (
          <li key={id}>
            <span className="chip-still">
              <span className="chip" id={id} role={id === 'mang' ? 'status' : undefined} />
            </span>
          </li>
        ))}
      </ul>
      <nav aria-label={t('offline.views')} className="no-print">
        <ul className="chips" id="muc" hidden>
          {['tiep-nhan', 'so-thu-tu', 'thu-tien', 'gui-di', 'chuan-bi'].map((view) => (
            <li key={view}>
              <a href={`#${view}`}>
                <span className="chip">{t(`offline.view.${view}`)}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div id="loi-nhan" role="status" className="notice" hidden />
      <PrepareView counters={counters} />
      <UnlockView />
      <IntakeView />
      <TicketView />
      <CashView />
      <OutboxView />
      <ReceiptView />
      {scripts.map((script) => (
        <link key={script} rel="modulepreload" href={script} />
      ))}
      <script type="module" src="/enhance/offline/page.js" />
    </div>
  )
}
