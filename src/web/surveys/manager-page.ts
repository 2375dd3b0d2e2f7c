import { data, type LoaderFunctionArgs } from 'react-router'
import { type DeskPage, getDesk } from '../workspace/guard.ts'

/** The page of who runs surveys; for every other officer it is not found. */
export async function managerPage(context: LoaderFunctionArgs['context']): Promise<DeskPage> {
  const page = getDesk(context)
  const { manages } = await page.services.surveys.rights(page.actor)
  if (!manages) throw data(null, { status: 404 })
  return page
}
