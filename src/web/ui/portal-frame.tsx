import type { ReactNode } from 'react'
import { useShell } from '../shell.ts'
import { HeadNav, LogoutButton, Mark, type NavItem, SkipLink } from './nav.tsx'
import { FlashNotice } from './notice.tsx'
import { PageFoot } from './page-foot.tsx'

const PORTAL_LINKS = [
  { key: 'nav.procedures', to: '/thu-tuc' },
  { key: 'nav.follow', to: '/tra-cuu' },
  { key: 'nav.petitions', to: '/phan-anh' },
  { key: 'nav.figures', to: '/so-lieu' },
] as const

/** Head, content and foot of a citizen's page. `hero`: the page brings its own first band. */
export function PortalFrame({ children, hero = false }: { children: ReactNode; hero?: boolean }) {
  return (
    <>
      <SkipLink />
      <PortalHead />
      <main id="noi-dung" tabIndex={-1} className={hero ? 'page hero-page' : 'page'}>
        <FlashNotice />
        {children}
      </main>
      <PageFoot />
    </>
  )
}

function PortalHead() {
  const { t, config, actor, unread, location } = useShell()
  const items: NavItem[] = PORTAL_LINKS.map(({ key, to }) => ({
    label: t(key),
    to,
    current: isUnder(location.pathname, to),
  }))
  if (actor.kind === 'citizen') {
    items.push({ label: t('nav.my_dossiers'), to: '/ho-so', current: isUnder(location.pathname, '/ho-so') })
    items.push({ label: t('papers.nav'), to: '/kho-giay-to', current: isUnder(location.pathname, '/kho-giay-to') })
    const current = isUnder(location.pathname, '/thong-bao')
    const count = unread === 0 ? {} : { count: unread >= 100 ? '99+' : unread }
    items.push({ label: t('notices.nav'), to: '/thong-bao', current, ...count })
  }
  if (actor.kind === 'officer') items.push({ label: t('nav.desk'), to: '/lam-viec', current: false })
  return (
    <header className="head">
      <div className="wrap">
        <Mark to="/" subtitle={t('brand.portal', { province: config.province.name })} />
        <HeadNav
          items={items}
          last={actor.kind === 'anonymous' ? <a href="/dang-nhap">{t('nav.login')}</a> : <LogoutButton />}
        />
      </div>
    </header>
  )
}

function isUnder(pathname: string, root: string): boolean {
  return pathname === root || pathname.startsWith(`${root}/`)
}
