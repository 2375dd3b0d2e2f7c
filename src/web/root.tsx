import type { ReactNode } from 'react'
import { isRouteErrorResponse, Links, type LoaderFunctionArgs, Outlet, useRouteError } from 'react-router'
import latin400 from '../../node_modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-400-normal.woff2?url'
import vietnamese400 from '../../node_modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-400-normal.woff2?url'
import { getPage } from './page-context.ts'
import { ProblemPage } from './problem-page.tsx'
import { useRefusal } from './refusal-context.tsx'
import { type ShellFacts, shellFacts, useShell } from './shell.ts'
import './styles/index.css'

export function loader({ context }: LoaderFunctionArgs): ShellFacts {
  return shellFacts(getPage(context))
}

/** The document around every page, errors included. */
export function Layout({ children }: { children: ReactNode }) {
  const { locale } = useShell()
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#14365f" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="preload" as="font" type="font/woff2" href={latin400} crossOrigin="anonymous" />
        <link rel="preload" as="font" type="font/woff2" href={vietnamese400} crossOrigin="anonymous" />
        <Links />
      </head>
      <body>{children}</body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

/** Every error of every page: a refusal with its sentence, a page not found, or a bug with its id and nothing more. */
export function ErrorBoundary() {
  const error = useRouteError()
  const refusal = useRefusal()
  if (refusal !== null) return <ProblemPage kind={refusal.kind} refusal={refusal} />
  if (isRouteErrorResponse(error) && error.status === 404) return <ProblemPage kind="not_found" />
  if (isRouteErrorResponse(error) && error.status < 500) return <ProblemPage kind="invalid" />
  return <ProblemPage kind="bug" />
}
