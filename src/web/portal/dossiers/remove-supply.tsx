import { type ActionFunctionArgs, data, redirect } from 'react-router'
import { readForm } from '../../ui/index.ts'
import { citizenPage } from '../guard.ts'

export function loader(): never {
  throw data(null, { status: 404 })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { portal, actor } = citizenPage(context)
  const id = params.id ?? ''
  const form = await readForm(request)
  await portal.dossiers.removeSupplyFile(actor, id, form.text('fileId'))
  return redirect(`/ho-so/${id}/bo-sung`, { status: 303 })
}

/** Never shown: the address only takes the form. */
export default function RemoveSupplyFile() {
  return null
}
