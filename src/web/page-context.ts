import { createContext, type RouterContextProvider } from 'react-router'
import type { Actor } from '../modules/organisation/actor.ts'
import type { Refusal } from '../platform/errors.ts'
import type { Flash } from './flash.ts'
import type { Locale } from './locales/translate.ts'
import type { Services } from './services.ts'
import type { FormState } from './ui/form-types.ts'

/** Settings that pages show or obey. */
export interface WebConfig {
  province: { name: string }
  /** `here`: citizens apply on this site; `national`: the apply button leads to the national portal. */
  onlineFiling: 'here' | 'national'
  nationalPortalUrl: string
  /** The province's telephone line, where it has one. */
  hotline?: string
  /** Demonstration mode: one-click logins and the gallery are offered. */
  demo: boolean
}

/** What a form held that a route outside the pages took and answers with a page. `kind` says which form. */
export interface Posted {
  kind: string
  form: FormState
}

/** Everything one request's pages know. Built by the application, one object per request. */
export interface PageContext {
  actor: Actor
  /** The name to greet with, where someone is logged in. */
  actorName?: string
  /** How many notices the person has not read, where there is a person. */
  unread?: number
  locale: Locale
  services: Services
  config: WebConfig
  requestId: string
  /** From where the request comes; for limits. */
  address?: string
  csrf?: string
  flash?: Flash
  posted?: Posted
}

/** Where the server keeps what happened during rendering: a refusal to answer with, or nothing. */
export interface RequestOutcome {
  refusal: RefusalLike | null
  onBug(error: unknown): void
}

/** A `Refusal` as seen across the bundle's border (classes are not the same object on both sides). */
export type RefusalLike = Pick<Refusal, 'name' | 'code' | 'kind' | 'params' | 'faults'>

export const pageContextKey = createContext<PageContext>()
export const requestOutcomeKey = createContext<RequestOutcome>()

/** The page context of a loader's or an action's `context`. Throws when the web was not registered by `registerWeb`. */
export function getPage(context: Readonly<RouterContextProvider>): PageContext {
  return context.get(pageContextKey)
}

/** Tells an expected refusal from a bug, whichever copy of the class made it. */
export function isRefusal(error: unknown): error is Error & RefusalLike {
  return error instanceof Error && error.name === 'Refusal' && 'kind' in error && 'code' in error
}
