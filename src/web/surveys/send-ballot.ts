import type { ActionFunctionArgs } from 'react-router'
import { getPage } from '../page-context.ts'
import { answerJson, bytesOf, readJson, textOf } from './json-request.ts'

/**
 * Takes a ballot by its credential: nothing in the request says whose it is. Without a session, cookie or link. Without a credential it only
 * says whether the answers fit.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const { surveys } = getPage(context).services
  const { message, signature, answers, ...said } = await readJson(request)
  const [round, stratum, channel] = [said.round, said.stratum, said.channel].map(textOf)
  if (signature === undefined) {
    const refused = await answerJson(() => surveys.checkAnswers(round ?? '', rawOf(answers)).then(() => ({})))
    return Response.json({ fits: refused.ok }, { headers: { 'cache-control': 'no-store' } })
  }
  return answerJson(async () => ({
    isNew: await surveys.castByCredential({
      roundId: round ?? '',
      stratum: stratum ?? '',
      channel: channel ?? '',
      message: bytesOf(message),
      signature: bytesOf(signature),
      raw: rawOf(answers),
    }),
  }))
}

function rawOf(answers: unknown): Record<string, string[]> {
  if (typeof answers !== 'object' || answers === null) return {}
  return Object.fromEntries(Object.entries(answers).map(([key, values]) => [key, [values].flat().map(textOf)]))
}
