import { useShell } from '../shell.ts'
import { Button, LinkGrid, PageHeading } from '../ui/index.ts'
import type { PortalHandle } from './layout.tsx'

export const handle: PortalHandle = { hero: true }

/** Ways in by what happens in a life; `slug` is the word in the address. */
const LIFE_EVENTS = [
  { key: 'child', slug: 'co-con-nho' },
  { key: 'marriage', slug: 'ket-hon' },
  { key: 'land', slug: 'nha-dat' },
  { key: 'building', slug: 'xay-nha' },
  { key: 'residence', slug: 'cu-tru' },
  { key: 'business', slug: 'kinh-doanh' },
  { key: 'work', slug: 'viec-lam' },
  { key: 'death', slug: 'nguoi-than-mat' },
] as const

/** The first page: one question, then the ways in. */
export default function Home() {
  const { t } = useShell()
  const links = LIFE_EVENTS.map(({ key, slug }) => ({
    to: `/thu-tuc?su-kien=${slug}`,
    label: t(`portal.life.${key}.label`),
    detail: t(`portal.life.${key}.detail`),
  }))
  return (
    <>
      <section className="hero">
        <div className="wrap">
          <PageHeading>{t('portal.home.title')}</PageHeading>
          <search>
            <form className="search" action="/thu-tuc">
              <label htmlFor="tu-khoa" className="visually-hidden">
                {t('portal.home.search_label')}
              </label>
              <input id="tu-khoa" name="tu-khoa" type="search" placeholder={t('portal.home.search_example')} />
              <Button>{t('portal.home.search')}</Button>
            </form>
          </search>
          <p className="small soft">
            {t('portal.home.no_marks')} <a href="/tra-cuu">{t('portal.home.follow')}</a>
          </p>
        </div>
      </section>
      <div className="wrap">
        <h2>{t('portal.home.life')}</h2>
        <LinkGrid links={links} />
      </div>
    </>
  )
}
