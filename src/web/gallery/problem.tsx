import type { LoaderFunctionArgs } from 'react-router'
import { Refusal, type RefusalKind, statusOfKind } from '../../platform/errors.ts'
import { assertGalleryOpen } from './guard.ts'

/** `?loai=` names a refusal's kind; without it the page fails as a bug would. */
export function loader({ context, request }: LoaderFunctionArgs): never {
  assertGalleryOpen(context)
  const wanted = new URL(request.url).searchParams.get('loai')
  if (wanted !== null && isKind(wanted)) throw new Refusal('gallery.refused', wanted, { code: 'H33.08-261118-0012' })
  throw new Error('a bug, for show')
}

/** Never shown: the loader always throws. */
export default function GalleryProblem() {
  return null
}

function isKind(value: string): value is RefusalKind {
  return Object.hasOwn(statusOfKind, value)
}
