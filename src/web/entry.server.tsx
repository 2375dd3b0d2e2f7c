import { renderToStaticMarkup } from 'react-dom/server'
import { type EntryContext, type RouterContextProvider, ServerRouter } from 'react-router'
import { statusOfKind } from '../platform/errors.ts'
import { loginPath } from './local-path.ts'
import { isRefusal, requestOutcomeKey } from './page-context.ts'
import { RefusalProvider } from './refusal-context.tsx'

export { pageContextKey, requestOutcomeKey } from './page-context.ts'

/** No data is streamed to the browser, so the stream that the router prepares ends at once. */
export const streamTimeout = 0

interface RenderArgs {
  context: Readonly<RouterContextProvider>
}

/** Sorts what a loader or an action threw: a refusal becomes the page's answer, anything else is a bug. */
export function handleError(error: unknown, { context }: RenderArgs): void {
  const outcome = context.get(requestOutcomeKey)
  if (isRefusal(error)) outcome.refusal = error
  else outcome.onBug(error)
}

/** Renders the whole page at once; there are no scripts and no markers for hydration in it. */
export default function renderPage(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: RouterContextProvider,
): Response {
  const { refusal } = context.get(requestOutcomeKey)
  if (refusal?.kind === 'unauthenticated') return toLogin(request)
  const html = renderToStaticMarkup(
    <RefusalProvider refusal={refusal}>
      <ServerRouter context={entry} url={request.url} />
    </RefusalProvider>,
  )
  headers.set('content-type', 'text/html; charset=utf-8')
  return new Response(`<!doctype html>${html}`, {
    status: refusal === null ? status : statusOfKind[refusal.kind],
    headers,
  })
}

function toLogin(request: Request): Response {
  const { pathname, search } = new URL(request.url)
  return new Response(null, { status: 303, headers: { location: loginPath(`${pathname}${search}`) } })
}
