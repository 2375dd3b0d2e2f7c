import { data, type LoaderFunctionArgs } from 'react-router'
import { getDesk } from '../guard.ts'
import { nameIn } from '../texts.ts'
import { choicesFor } from './intake-work.ts'

/** The procedures that some letters mean, for the list that opens while one types: `[{code, name}]`. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  if ((await page.desk.listCounters(page.actor)).length === 0) throw data(null, { status: 404 })
  const text = (new URL(request.url).searchParams.get('q') ?? '').slice(0, 200)
  const choices = await choicesFor(page, text)
  return Response.json(choices.map(({ code, name }) => ({ code, name: nameIn(name, page.locale) })))
}
