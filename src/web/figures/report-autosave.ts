import type { ActionFunctionArgs } from 'react-router'
import { isRefusal } from '../page-context.ts'
import { readForm } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { typedSection } from './report-form.ts'

/** Keeps a section while one types: `{revision}`, or 422 where the button has to be pressed to see why not. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const { reports } = page.services
  const form = await readForm(request)
  const [reportId, section] = [params.id ?? '', params.section ?? '']
  try {
    const { typed } = await reports.section(page.actor, reportId, section)
    const revision = await reports.save({ actor: page.actor, reportId, section, ...typedSection(form, typed) })
    return Response.json({ revision })
  } catch (error) {
    if (!isRefusal(error) || error.kind === 'not_found') throw error
    return Response.json({ revision: null }, { status: 422 })
  }
}
