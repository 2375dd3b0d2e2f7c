import { Readable } from 'node:stream'
import type { LoaderFunctionArgs } from 'react-router'
import { getDesk } from '../workspace/guard.ts'

/** A file of a petition, for who may see it: always as an attachment, with the type that was found in it; never run here. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  const { content, mediaType, size } = await services.petitions.openFile(actor, {
    petitionId: params.id ?? '',
    position: Number(params.position),
  })
  return new Response(Readable.toWeb(content) as ReadableStream, {
    headers: {
      'content-type': mediaType,
      'content-length': String(size),
      'content-disposition': `attachment; filename="tep-${Number(params.position)}"`,
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  })
}
