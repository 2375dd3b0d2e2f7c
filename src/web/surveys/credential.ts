import type { ActionFunctionArgs } from 'react-router'
import { getPage } from '../page-context.ts'
import { answerJson, bytesOf, readJson } from './json-request.ts'

/** For the script of the ballot: without `blinded` the key to blind under, with it the signature. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, services } = getPage(context)
  const { surveys } = services
  const token = params.token ?? ''
  const body = await readJson(request)
  return answerJson(async () => {
    surveys.refuseOfficer(actor)
    if (body.blinded === undefined) return { key: JSON.parse(await surveys.keyForLink(token)) as object }
    const signature = await surveys.sign({ token, blinded: bytesOf(body.blinded) })
    return { signature: signature.toString('base64url') }
  })
}
