import { type LoaderFunctionArgs, redirect } from 'react-router'
import { citizenPage } from '../guard.ts'

/** Where the payment platform sends the browser back to. It proves nothing: the dossier's page says what was booked. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { page, actor } = citizenPage(context)
  const reference = new URL(request.url).searchParams.get('MaThamChieu') ?? ''
  const id = await page.services.money.dossierOfPayment(actor, reference)
  return redirect(`/ho-so/${id}/thanh-toan`, 303)
}

export default function PaidPage() {
  return null
}
