import { data, type LoaderFunctionArgs } from 'react-router'
import { type OpenFile, openFiles } from '../../modules/surveys/round.ts'
import { getPage } from '../page-context.ts'

/** The open files of a round: frame, ballots, dictionary, result. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const name = openFiles.find((one) => one === params.file)
  if (name === undefined) throw data(null, { status: 404 })
  const text = await getPage(context).services.surveys.openFile(params.id ?? '', name as OpenFile)
  const type = name.endsWith('.json') ? 'application/json' : 'text/csv'
  return new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      'x-content-type-options': 'nosniff',
    },
  })
}
