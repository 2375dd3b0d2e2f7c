import type { LoaderFunctionArgs } from 'react-router'
import { served } from './scan-file.ts'
import { getScanDesk, orNotFound } from './scan-guard.ts'

/** A file that the scanner gave and that waits for a clerk, to look at before it is taken. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getScanDesk(context)
  return served(await orNotFound(page.scans.openWaiting(page.actor, params.fileId ?? '')), 'private, no-store')
}
