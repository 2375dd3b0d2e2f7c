import type { LoaderFunctionArgs } from 'react-router'
import type { PublicFigures } from '../../modules/indicators/open-data/view-types.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Button, Figure, Figures, LinkGrid, PageHeading } from '../ui/index.ts'
import { publicPage } from './guard.ts'
import type { PortalHandle } from './layout.tsx'

export const handle: PortalHandle = { hero: true }

export async function loader({ context }: LoaderFunctionArgs) {
  const { portal } = publicPage(context)
  const [lifeEvents, figures] = await Promise.all([portal.procedures.lifeEvents(), portal.open.figures(null)])
  return { lifeEvents, figures }
}

/** The first page: one question, then the ways in, then how the province serves. */
export default function Home({ loaderData }: PageProps<typeof loader>) {
  const { t, locale } = useShell()
  const links = loaderData.lifeEvents.map((event) => ({
    to: `/thu-tuc?su-kien=${event.key}`,
    label: event.name[locale],
    detail: event.summary[locale],
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
            {t('portal.home.no_marks')} <a href="/tra-cuu">{t('portal.home.follow')}</a> ·{' '}
            <a href="/dat-lich">{t('portal.home.book')}</a> · <a href="/phan-anh">{t('petitions.public.title')}</a>
          </p>
        </div>
      </section>
      <div className="wrap">
        <h2>{t('portal.home.life')}</h2>
        <LinkGrid links={links} />
        <p className="small">
          <a href="/thu-tuc">{t('portal.home.all')}</a>
        </p>
        <h2>{t('portal.home.figures')}</h2>
        <MonthFigures figures={loaderData.figures} />
        <p className="small">
          <a href="/muc-hai-long">{t('feedback.home')}</a> · <a href="/khao-sat">{t('surveys.public.title')}</a>
        </p>
      </div>
    </>
  )
}

/** How the province serves this month. A share always shows its two numbers; a month without results says so. */
function MonthFigures({ figures: { total } }: { figures: PublicFigures }) {
  const { t, format } = useShell()
  const { numerator: inTime, denominator: resolved } = total.in_time
  const more = { to: '/so-lieu', label: t('portal.home.by_office') }
  return (
    <Figures>
      <Figure
        value={resolved ? format.percent(inTime, resolved) : t('portal.figures.none')}
        label={t('portal.home.in_time')}
        of={t('portal.figures.of', { part: format.number(inTime), whole: format.number(resolved ?? 0) })}
        link={more}
      />
      <Figure
        value={format.number(total.received.numerator)}
        label={t('portal.home.received')}
        of={t('portal.home.received_of')}
      />
      <Figure
        value={format.number(total.extended.numerator)}
        label={t('portal.home.extended')}
        link={{ to: '/xin-loi', label: t('portal.home.apologies') }}
      />
    </Figures>
  )
}
