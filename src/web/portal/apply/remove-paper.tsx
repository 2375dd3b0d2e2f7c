import { type ActionFunctionArgs, data, redirect } from 'react-router'
import { readForm } from '../../ui/index.ts'
import { citizenPage } from '../guard.ts'
import { stepPath } from './steps.ts'

export function loader(): never {
  throw data(null, { status: 404 })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { portal, actor } = citizenPage(context)
  const draftId = params.draftId ?? ''
  const form = await readForm(request)
  await portal.drafts.removeFile(actor, draftId, form.text('fileId'))
  return redirect(stepPath(draftId, 'papers'), { status: 303 })
}

/** Never shown: the address only takes the form. */
export default function RemovePaper() {
  return null
}
