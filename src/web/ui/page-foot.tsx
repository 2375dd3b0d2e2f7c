import { pathInLanguage } from '../local-path.ts'
import { LOCALES } from '../locales/translate.ts'
import { useShell } from '../shell.ts'
import { textIn } from '../text.ts'

/** The foot of every page: whose site this is, what is open to all, and this page in the other language. */
export function PageFoot({ wide = false }: { wide?: boolean }) {
  const { t, locale, location, config } = useShell()
  return (
    <footer className={wide ? 'foot wide' : 'foot'}>
      <div className="wrap">
        <ul>
          <li>{t('foot.owner', { province: config.province.name })}</li>
          {config.hotline !== undefined && <li className="num">{t('foot.hotline', { number: config.hotline })}</li>}
          <li>
            <a href="/so-lieu">{t('foot.figures')}</a>
          </li>
          <li>
            <a href="/chi-so">{t('scorecards.public.title')}</a>
          </li>
          <li>
            <a href="/khao-sat">{t('foot.surveys')}</a>
          </li>
          <li>
            <a href="/kiem-chung">{t('foot.verify')}</a>
          </li>
          <li>
            <a href="/api">{t('foot.api')}</a>
          </li>
          {LOCALES.filter((other) => other !== locale).map((other) => (
            <li key={other}>
              <a href={pathInLanguage(location, other)} lang={other} hrefLang={other}>
                {textIn(other)('foot.this_language')}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  )
}
