import { data, type LoaderFunctionArgs, redirect } from 'react-router'
import { loginPath } from '../local-path.ts'
import { getPage } from '../page-context.ts'
import { getDesk } from '../workspace/guard.ts'

/** A report as a file, for those who see it; made anew each time from its cells. A link opened after the session ended leads to log in. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  if (getPage(context).actor.kind === 'anonymous') return redirect(loginPath(new URL(request.url).pathname), 303)
  const page = getDesk(context)
  const [, extension] = /^bao-cao\.(docx|xlsx|pdf)$/.exec(params.file ?? '') ?? []
  if (extension === undefined) throw data(null, { status: 404 })
  const file = await page.services.reports.file(page.actor, params.id ?? '', extension)
  return new Response(new Uint8Array(file.content), {
    headers: {
      'content-type': file.mediaType,
      'content-disposition': `attachment; filename="${file.name}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
