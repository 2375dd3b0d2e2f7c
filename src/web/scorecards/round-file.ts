import type { LoaderFunctionArgs } from 'react-router'
import { getDesk } from '../workspace/guard.ts'

/** A round as a workbook, for whoever organises. */
export async function loader({ params, context }: LoaderFunctionArgs) {
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
