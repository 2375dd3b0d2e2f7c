import { Readable } from 'node:stream'
import { data, type LoaderFunctionArgs } from 'react-router'
import type { WantedFile } from '../../../modules/digitisation/index.ts'
import type { OpenedScanFile } from '../services/digitisation.ts'
import { getScanDesk, orNotFound } from './scan-guard.ts'

/** A file of a scan: a page's picture, the PDF/A, a file as it came. For those who see the scan, kept by no cache on the way. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getScanDesk(context)
  const wanted = wantedOf(params.which ?? '')
  if (wanted === null) throw data(null, { status: 404 })
  const file = await orNotFound(page.scans.openFile(page.actor, params.scanId ?? '', wanted))
  return served(file, wanted.of === 'page' ? 'private, max-age=600' : 'private, no-store')
}

/** A scan's file in the browser of who may see it, and in no cache on the way. */
export function served(file: OpenedScanFile, cacheControl: string): Response {
  return new Response(Readable.toWeb(file.content) as ReadableStream, {
    headers: {
      'content-type': file.mediaType,
      'content-length': String(file.size),
      'content-disposition': 'inline',
      'cache-control': cacheControl,
      'x-content-type-options': 'nosniff',
    },
  })
}

function wantedOf(which: string): WantedFile | null {
  if (which === 'ban-so-hoa') return { of: 'output' }
  const found = /^(trang|ban-goc)-(\d{1,3})$/.exec(which)
  if (found === null) return null
  const number = Number(found[2])
  return found[1] === 'trang' ? { of: 'page', number } : { of: 'source', position: number }
}
