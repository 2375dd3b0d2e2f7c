import { type LoaderFunctionArgs, redirect } from 'react-router'
import { loginPath } from '../local-path.ts'
import { getPage } from '../page-context.ts'
import { getDesk } from '../workspace/guard.ts'

/** A round as a workbook, or its evidence for the province's own index, for whoever organises. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  if (getPage(context).actor.kind === 'anonymous') return redirect(loginPath(new URL(request.url).pathname), 303)
  const page = getDesk(context)
  const { scorecards } = page.services
  const isExternal = new URL(request.url).pathname.endsWith('/minh-chung-tinh.xlsx')
  const id = params.id ?? ''
  const content = await (isExternal ? scorecards.externalFile(page.actor, id) : scorecards.roundFile(page.actor, id))
  return new Response(new Uint8Array(content), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${isExternal ? 'minh-chung-tinh' : 'bang-diem'}.xlsx"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
