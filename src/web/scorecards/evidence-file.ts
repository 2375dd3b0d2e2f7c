import { Readable } from 'node:stream'
import { type LoaderFunctionArgs, redirect } from 'react-router'
import { loginPath } from '../local-path.ts'
import { getPage } from '../page-context.ts'
import { getDesk } from '../workspace/guard.ts'

/** A file of evidence, for those who see the sheet: always downloaded, never drawn by the browser on this site. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  if (getPage(context).actor.kind === 'anonymous') return redirect(loginPath(new URL(request.url).pathname), 303)
  const page = getDesk(context)
  const file = await page.services.scorecards.evidence(page.actor, {
    sheetId: params.id ?? '',
    hash: params.hash ?? '',
  })
  return new Response(Readable.toWeb(file.content) as ReadableStream, {
    headers: {
      'content-type': file.mediaType,
      'content-length': String(file.size),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
