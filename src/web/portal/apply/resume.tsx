import { type LoaderFunctionArgs, redirect } from 'react-router'
import { loadDraft } from './section-form.ts'
import { stepPath } from './steps.ts'

/** Goes on where one stopped: at the first step that is not in order, else at the last. */
export async function loader(args: LoaderFunctionArgs) {
  const { draft } = await loadDraft(args)
  const [first] = draft.faults
  throw redirect(stepPath(draft.id, first?.section ?? 'review'))
}

/** Never shown: the loader leads on. */
export default function ResumePage() {
  return null
}
