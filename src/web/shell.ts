import { useLocation, useRouteLoaderData } from 'react-router'
import type { Mandate } from '../modules/organisation/actor.ts'
import type { Flash } from './flash.ts'
import { type Format, makeFormat } from './format.ts'
import type { Locale, Translate } from './locales/translate.ts'
import type { PageContext, WebConfig } from './page-context.ts'
import { textIn } from './text.ts'

/** What the frame of every page knows; the root loader's answer. */
export interface ShellFacts {
  locale: Locale
  actor: { kind: PageContext['actor']['kind']; name: string | null; mandates: readonly Mandate[] }
  config: WebConfig
  flash: Flash | null
  /** Notices not read yet, of a citizen. */
  unread: number
  requestId: string
  /** When the page was asked for; tells whether a date needs its year. */
  requestedAt: Date
}

export interface Shell extends ShellFacts {
  t: Translate
  format: Format
  location: { pathname: string; search: string }
}

const NO_FACTS: ShellFacts = {
  locale: 'vi',
  actor: { kind: 'anonymous', name: null, mandates: [] },
  config: { province: { name: '' }, onlineFiling: 'here', nationalPortalUrl: '', demo: false },
  flash: null,
  unread: 0,
  requestId: '',
  requestedAt: new Date(0),
}

/** The facts of the frame, with the texts and formats of the page's language. For use in any page or part. */
export function useShell(): Shell {
  const facts = useRouteLoaderData<ShellFacts>('root') ?? NO_FACTS
  const { pathname, search } = useLocation()
  const t = textIn(facts.locale)
  return { ...facts, t, format: makeFormat(facts.locale, t), location: { pathname, search } }
}

/** Reduces a page context to what the frame shows. */
export function shellFacts(page: PageContext): ShellFacts {
  return {
    locale: page.locale,
    actor: {
      kind: page.actor.kind,
      name: page.actorName ?? null,
      mandates: page.actor.kind === 'officer' ? page.actor.mandates : [],
    },
    config: page.config,
    flash: page.flash ?? null,
    unread: page.unread ?? 0,
    requestId: page.requestId,
    requestedAt: new Date(),
  }
}
