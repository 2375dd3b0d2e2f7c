import type { ActionFunctionArgs } from 'react-router'
import { isRefusal } from '../page-context.ts'
import { readForm } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { typedSection } from './report-form.ts'

/**
 * Keeps a section while one types: `{revision}`. 422 where the button has to be pressed to see why not; figures that are not finished or cannot
 * be do not keep the words from being kept.
 */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const { reports } = page.services
  const form = await readForm(request)
  const [reportId, section] = [params.id ?? '', params.section ?? '']
  const asked = { actor: page.actor, reportId, section }
  try {
    const { typed, figures } = await reports.section(page.actor, reportId, section)
    const written = { ...asked, ...typedSection(form, typed) }
    const whole = await unlessFaulty(() => reports.save(written))
    if (whole !== null) return Response.json({ revision: whole })
    return Response.json({ revision: await reports.save({ ...written, figures }) }, { status: 422 })
  } catch (error) {
    if (!isRefusal(error) || error.kind === 'not_found') throw error
    return Response.json({ revision: null }, { status: 422 })
  }
}

async function unlessFaulty(save: () => Promise<number>): Promise<number | null> {
  try {
    return await save()
  } catch (error) {
    if (isRefusal(error) && error.code === 'indicators.report_faulty') return null
    throw error
  }
}
