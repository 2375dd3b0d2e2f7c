import type { DraftNode } from '../../../modules/scorecards/schemes/scheme-draft.ts'
import type { DraftView } from '../../../modules/scorecards/schemes/view-types.ts'
import { useShell } from '../../shell.ts'
import { Actions, DataTable, type FormState, LinkButton, PageForm, SecondButton, Tag } from '../../ui/index.ts'
import { draftNodePath, nodeAnchor } from './addresses.ts'
import { problemText, seenOf } from './draft-parts.tsx'

interface TreeRow {
  node: DraftNode
  depth: number
  isFirst: boolean
  isLast: boolean
}

/** Every line of a draft with its points and problems; buttons move it and add lines below it. One form, no script. */
export function DraftTree({ view, state }: { view: DraftView; state: FormState | undefined }) {
  const shell = useShell()
  const { t } = shell
  return (
    <section className="draft-tree">
      <h2>{t('scorecards.draft.tree')}</h2>
      <PageForm state={state} id="cay">
        <input type="hidden" name="seen" value={seenOf(view, state)} />
        <DataTable<TreeRow>
          caption={t('scorecards.draft.tree')}
          rows={rowsOf(view.draft.nodes)}
          rowKey={({ node }) => node.id}
          empty={<p className="soft">{t('scorecards.draft.empty')}</p>}
          columns={[
            {
              key: 'line',
              label: t('scorecards.column.line'),
              lead: true,
              cell: (row) => <LineCell row={row} view={view} />,
            },
            {
              key: 'max',
              label: t('scorecards.draft.field.max'),
              align: 'right',
              cell: ({ node }) => node.max || <span className="soft">{t('scorecards.draft.no_points')}</span>,
            },
            {
              key: 'method',
              label: t('scorecards.draft.field.method'),
              cell: ({ node }) => (node.method === '' ? '–' : t(`scorecards.method.${node.method}`)),
            },
            { key: 'acts', label: t('scorecards.draft.acts'), cell: (row) => <RowActs row={row} /> },
          ]}
        />
        <Actions>
          {(['area', 'bonus', 'penalty'] as const).map((kind) => (
            <SecondButton key={kind} name="viec" value={`them:${kind}`}>
              {t(`scorecards.draft.add.${kind}`)}
            </SecondButton>
          ))}
        </Actions>
      </PageForm>
    </section>
  )
}

/** The lines in the order of the sheet, each with where it stands among its kind. */
function rowsOf(nodes: readonly DraftNode[]): TreeRow[] {
  const under = (parent: string | null, depth: number): TreeRow[] => {
    const own = nodes.filter((node) => node.parent === parent)
    return own.flatMap((node) => {
      const alike = own.filter(({ kind }) => kind === node.kind)
      const at = alike.indexOf(node)
      return [{ node, depth, isFirst: at === 0, isLast: at === alike.length - 1 }, ...under(node.id, depth + 1)]
    })
  }
  return under(null, 0)
}

function LineCell({ row: { node, depth }, view }: { row: TreeRow; view: DraftView }) {
  const shell = useShell()
  const { t } = shell
  const problems = view.problems.filter((problem) => problem.node === node.id)
  const name = node.vi || t('scorecards.draft.nameless')
  return (
    <div id={nodeAnchor(node.id)} className={`depth-${depth}`}>
      <a href={draftNodePath(view.id, node.id)}>
        {node.key === '' ? '' : `${node.key}. `}
        {name}
      </a>{' '}
      {node.kind === 'bonus' && <Tag tone="ok">{t('scorecards.kind.bonus')}</Tag>}
      {node.kind === 'penalty' && <Tag tone="late">{t('scorecards.kind.penalty')}</Tag>}
      {problems.map((problem) => (
        <div key={`${problem.field} ${problem.code}`} className="field-fault">
          {problemText(problem, shell)}
        </div>
      ))}
    </div>
  )
}

function RowActs({ row: { node, isFirst, isLast } }: { row: TreeRow }) {
  const { t } = useShell()
  const name = node.key || node.vi || t('scorecards.draft.nameless')
  const below = node.kind === 'area' ? 'criterion' : node.kind === 'criterion' ? 'component' : null
  return (
    <span className="row-acts">
      {!isFirst && (
        <LinkButton name="viec" value={`len:${node.id}`}>
          ↑<span className="visually-hidden">{t('scorecards.draft.up', { name })}</span>
        </LinkButton>
      )}
      {!isLast && (
        <LinkButton name="viec" value={`xuong:${node.id}`}>
          ↓<span className="visually-hidden">{t('scorecards.draft.down', { name })}</span>
        </LinkButton>
      )}
      {below !== null && (
        <LinkButton name="viec" value={`them:${below}:${node.id}`}>
          {t(`scorecards.draft.add.${below}`)}
          <span className="visually-hidden"> ({name})</span>
        </LinkButton>
      )}
    </span>
  )
}
