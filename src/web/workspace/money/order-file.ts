import type { LoaderFunctionArgs } from 'react-router'
import { getDesk } from '../guard.ts'

/** The payment order for the bank, for the desk that made it. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const file = await page.services.money.orderFile(page.actor, params.id ?? '')
  return new Response(file, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="lenh-chi-${(params.id ?? '').slice(-8)}.csv"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
