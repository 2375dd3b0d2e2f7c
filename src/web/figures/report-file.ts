import { data, type LoaderFunctionArgs } from 'react-router'
import { getDesk } from '../workspace/guard.ts'

/** A report as a file, for those who see it; made anew each time from its cells. */
export async function loader({ params, context }: LoaderFunctionArgs) {
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
