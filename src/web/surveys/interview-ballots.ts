import type { ActionFunctionArgs } from 'react-router'
import { getDesk } from '../workspace/guard.ts'
import { answerJson, bytesOf, readJson, textOf } from './json-request.ts'

/**
 * For the script of the interviewer's page. `blinded`: takes that many ballots along; `refused` or `returned`: brings back who gave none;
 * neither: the stratum's key.
 */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const body = await readJson(request)
  const asked = { roundId: params.id ?? '', stratum: textOf(body.stratum) }
  return answerJson(async () => {
    const { actor, services } = getDesk(context)
    const { surveys } = services
    if (Array.isArray(body.blinded)) {
      const blinded = body.blinded.map(bytesOf)
      const { references, signatures } = await surveys.takeAlong(actor, { ...asked, blinded })
      return { references, signatures: signatures.map((one) => one?.toString('base64url') ?? null) }
    }
    if (Array.isArray(body.unused)) {
      const unused = body.unused.map((one: { message?: unknown; signature?: unknown } | null) => ({
        message: bytesOf(one?.message),
        signature: bytesOf(one?.signature),
      }))
      await surveys.giveBack(actor, { ...asked, unused, refused: texts(body.refused), returned: texts(body.returned) })
      return {}
    }
    return { key: JSON.parse(await surveys.keyForInterviewer(actor, asked)) as object }
  })
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf) : []
}
