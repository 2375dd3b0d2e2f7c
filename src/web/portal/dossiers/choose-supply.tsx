import { type ActionFunctionArgs, data, redirect } from 'react-router'
import { flashCookie } from '../../flash.ts'
import { isRefusal } from '../../page-context.ts'
import { readForm } from '../../ui/index.ts'
import { citizenPage } from '../guard.ts'
import { faultKey } from '../texts.ts'

export function loader(): never {
  throw data(null, { status: 404 })
}

/** Takes the choice of a held paper, or the wish that registries are asked. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { portal, actor } = citizenPage(context)
  const id = params.id ?? ''
  const form = await readForm(request)
  const back = `/ho-so/${id}/bo-sung`
  try {
    if (form.text('act') === 'ask') await portal.dossiers.askRegistry(actor, id)
    else {
      const paperId = form.text('paperId')
      const componentKey = form.text('componentKey')
      await portal.dossiers.chooseSupplyPaper(actor, id, { componentKey, paperId: paperId === '' ? null : paperId })
    }
    return redirect(back, { status: 303 })
  } catch (error) {
    // Taken back between the page and the press: the page says so and shows what is held now.
    if (!isRefusal(error) || error.kind !== 'invalid') throw error
    const flash = flashCookie({ key: faultKey(error.code), tone: 'late' })
    return redirect(back, { status: 303, headers: { 'set-cookie': flash } })
  }
}

/** Never shown: the address only takes the form. */
export default function ChooseSupplyPaper() {
  return null
}
