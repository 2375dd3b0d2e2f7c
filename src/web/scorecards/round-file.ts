import { type LoaderFunctionArgs, redirect } from 'react-router'
import { loginPath } from '../local-path.ts'
import { getPage } from '../page-context.ts'
import { getDesk } from '../workspace/guard.ts'

/** A round as a workbook, for whoever organises. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  if (getPage(context).actor.kind === 'anonymous') return redirect(loginPath(new URL(request.url).pathname), 303)
  const page = getDesk(context)
  const content = await page.services.scorecards.roundFile(page.actor, params.id ?? '')
  return new Response(new Uint8Array(content), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': 'attachment; filename="bang-diem.xlsx"',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
