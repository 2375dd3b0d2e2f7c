import { type ActionFunctionArgs, data, redirect } from 'react-router'
import { flashCookie } from '../../flash.ts'
import { isRefusal } from '../../page-context.ts'
import { readForm } from '../../ui/index.ts'
import { citizenPage } from '../guard.ts'
import { faultKey } from '../texts.ts'
import { stepPath } from './steps.ts'

export function loader(): never {
  throw data(null, { status: 404 })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { portal, actor } = citizenPage(context)
  const draftId = params.draftId ?? ''
  const form = await readForm(request)
  const paperId = form.text('paperId')
  const back = stepPath(draftId, 'papers')
  try {
    const componentKey = form.text('componentKey')
    await portal.drafts.choosePaper(actor, { draftId, componentKey, paperId: paperId === '' ? null : paperId })
    return redirect(back, { status: 303 })
  } catch (error) {
    // Taken back between the page and the press: the page says so and shows what is held now.
    if (!isRefusal(error) || error.kind !== 'invalid') throw error
    const flash = flashCookie({ key: faultKey(error.code), tone: 'late' })
    return redirect(back, { status: 303, headers: { 'set-cookie': flash } })
  }
}

/** Never shown: the address only takes the form. */
export default function ChoosePaper() {
  return null
}
