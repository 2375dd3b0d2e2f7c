import { data, type LoaderFunctionArgs } from 'react-router'
import { getPage } from '../page-context.ts'

/** The gallery is for those who build pages; outside demonstration mode it is not found. */
export function loader({ context }: LoaderFunctionArgs): null {
  assertGalleryOpen(context)
  return null
}

/** Throws "not found" outside demonstration mode; an action asks it too, as no loader runs before an action. */
export function assertGalleryOpen(context: LoaderFunctionArgs['context']): void {
  if (!getPage(context).config.demo) throw data(null, { status: 404 })
}
