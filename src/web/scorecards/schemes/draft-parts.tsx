import type { DraftProblem } from '../../../modules/scorecards/schemes/draft-problems.ts'
import type { DraftView } from '../../../modules/scorecards/schemes/view-types.ts'
import { useShell } from '../../shell.ts'
import type { FormState } from '../../ui/index.ts'
import { draftNodePath, draftPath } from './addresses.ts'

type Shell = ReturnType<typeof useShell>

/** The sentence of a problem with its field, numbers as the reader writes them. */
export function problemText({ code, params, field }: DraftProblem, { t, format }: Pick<Shell, 't' | 'format'>): string {
  const sentence = t(`error.scorecards.${code}`, spoken(params, format))
  return field === '' ? sentence : `${sentence} (${t(`scorecards.draft.field.${field}`)})`
}

/** Everything that keeps a draft from being published, each the way to its form. */
export function Problems({ view }: { view: DraftView }) {
  const shell = useShell()
  const { t } = shell
  const { problems, id } = view
  if (problems.length === 0) return null
  return (
    <details className="disclosure" open={problems.length <= 12}>
      <summary>{t('scorecards.draft.problems', { count: problems.length })}</summary>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.node} ${problem.field} ${problem.code}`}>
            <a href={problem.node === null ? `${draftPath(id)}/phan-dau` : draftNodePath(id, problem.node)}>
              {problemText(problem, shell)}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** What a form shows on opening: the problems of its line at their fields. */
export function problemState(problems: readonly DraftProblem[], { format }: Pick<Shell, 'format'>): FormState {
  return {
    values: {},
    faults: problems.map(({ field, code, params }) => ({
      path: field,
      key: `error.scorecards.${code}`,
      params: spoken(params, format),
    })),
  }
}

/** Numbers as the reader writes them. */
function spoken(params: DraftProblem['params'], format: Shell['format']): DraftProblem['params'] {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, typeof value === 'number' ? format.number(value) : value]),
  )
}

/** The revision a form goes on from: after others' change was told, the newest. */
export function seenOf(view: Pick<DraftView, 'revision'>, state: FormState | undefined): string {
  const isStale = state?.faults.some(({ key }) => key === 'error.scorecards.draft_stale') ?? false
  return isStale ? String(view.revision) : (state?.values.seen?.[0] ?? String(view.revision))
}
