import type { LoaderFunctionArgs } from 'react-router'
import { getScanDesk, orNotFound } from './scan-guard.ts'

/** How far a scan is, for the script that shows it without loading the page anew. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getScanDesk(context)
  const { state, pages, pagesDone } = await orNotFound(page.scans.readScan(page.actor, params.scanId ?? ''))
  return Response.json({ open: state === 'queued' || state === 'reading', pages, pagesDone })
}
