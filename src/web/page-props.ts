import type { UNSAFE_DataWithResponseInit } from 'react-router'

type Handler = (...args: never[]) => unknown
type Unwrapped<Result> =
  Result extends UNSAFE_DataWithResponseInit<infer Inner> ? Inner : Result extends Response ? never : Result

/** What a loader or an action hands to its page. */
export type Handed<Of extends Handler> = Unwrapped<Awaited<ReturnType<Of>>>

/** The properties of a page: `PageProps<typeof loader>` or, with a form, `PageProps<typeof loader, typeof action>`. */
export interface PageProps<Loader extends Handler, Action extends Handler = () => undefined> {
  loaderData: Handed<Loader>
  actionData?: Handed<Action>
  params: Readonly<Record<string, string | undefined>>
}
