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

/** From so many lines on each area folds away, but for the one that was worked on. */
const FOLDS_FROM = 40

/** Every line of a draft with its points and problems; buttons move it and add lines below it. One form, no script. */
export function DraftTree({
  view,
  state,
  open,
}: {
  view: DraftView
  state: FormState | undefined
  open: string | null
}) {
  const { t } = useShell()
  const { nodes } = view.draft
  const areas = nodes.filter(({ kind }) => kind === 'area')
  const extras = rowsUnder(nodes, null, 0).filter(({ node }) => node.kind === 'bonus' || node.kind === 'penalty')
  return (
    <section className="draft-tree">
      <h2>{t('scorecards.draft.tree')}</h2>
      <PageForm state={state} id="cay">
        <input type="hidden" name="seen" value={seenOf(view, state)} />
        {nodes.length < FOLDS_FROM ? (
          <Lines caption={t('scorecards.draft.tree')} rows={rowsUnder(nodes, null, 0)} view={view} />
        ) : (
          <>
            {areas.map((area) => (
              <FoldedArea key={area.id} area={area} view={view} isOpen={area.id === open} />
            ))}
            {extras.length > 0 && <Lines caption={t('scorecards.draft.extras')} rows={extras} view={view} />}
          </>
        )}
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

function FoldedArea({ area, view, isOpen }: { area: DraftNode; view: DraftView; isOpen: boolean }) {
  const { t } = useShell()
  const { nodes } = view.draft
  const own = rowsUnder(nodes, null, 0).filter(({ node }) => node.id === area.id)
  const rows = [...own, ...rowsUnder(nodes, area.id, 1)]
  const ids = new Set(rows.map(({ node }) => node.id))
  const count = view.problems.filter(({ node }) => node !== null && ids.has(node)).length
  const name = `${area.key}. ${area.vi || t('scorecards.draft.nameless')}`
  return (
    <details className="disclosure" open={isOpen}>
      <summary>
        {t('scorecards.draft.area', { name, points: area.max || t('scorecards.unknown') })}
        {count > 0 && ` · ${t('scorecards.draft.area_problems', { count })}`}
      </summary>
      <Lines caption={name} rows={rows} view={view} />
    </details>
  )
}

function Lines({ caption, rows, view }: { caption: string; rows: readonly TreeRow[]; view: DraftView }) {
  const { t } = useShell()
  return (
    <DataTable<TreeRow>
      caption={caption}
      rows={rows}
      rowKey={({ node }) => node.id}
      dense
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
        { key: 'acts', label: t('scorecards.draft.acts'), wide: true, cell: (row) => <RowActs row={row} /> },
      ]}
    />
  )
}

/** The lines in the order of the sheet, each with where it stands among its kind. */
function rowsUnder(nodes: readonly DraftNode[], parent: string | null, depth: number): TreeRow[] {
  const own = nodes.filter((node) => node.parent === parent)
  return own.flatMap((node) => {
    const alike = own.filter(({ kind }) => kind === node.kind)
    const at = alike.indexOf(node)
    return [
      { node, depth, isFirst: at === 0, isLast: at === alike.length - 1 },
      ...rowsUnder(nodes, node.id, depth + 1),
    ]
  })
}

function LineCell({ row: { node, depth }, view }: { row: TreeRow; view: DraftView }) {
  const shell = useShell()
  const { t } = shell
  const problems = view.problems.filter((problem) => problem.node === node.id)
  const name = node.vi || t('scorecards.draft.nameless')
  const hasParts = view.draft.nodes.some(({ parent }) => parent === node.id)
  return (
    <div id={nodeAnchor(node.id)} className={`depth-${depth}`}>
      <a href={draftNodePath(view.id, node.id)}>
        {node.key === '' ? '' : `${node.key}. `}
        {name}
      </a>{' '}
      {node.kind === 'bonus' && <Tag tone="ok">{t('scorecards.kind.bonus')}</Tag>}
      {node.kind === 'penalty' && <Tag tone="late">{t('scorecards.kind.penalty')}</Tag>}
      {node.method !== '' && !hasParts && <div className="soft small">{t(`scorecards.method.${node.method}`)}</div>}
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
