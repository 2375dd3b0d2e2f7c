import type { SchemeChange } from '../../../modules/scorecards/schemes/scheme-change.ts'
import type { SchemeHistoryView } from '../../../modules/scorecards/schemes/view-types.ts'
import { said } from '../../figures/texts.ts'
import { useShell } from '../../shell.ts'
import { DataTable, Tag } from '../../ui/index.ts'

type Shell = ReturnType<typeof useShell>

/** What differs between two versions, line by line, in words. */
export function Changes({ changes: { from, to, list } }: { changes: NonNullable<SchemeHistoryView['changes']> }) {
  const shell = useShell()
  const { t } = shell
  const caption = t('scorecards.change.between', { from, to, count: list.length })
  return (
    <>
      <p>{caption}</p>
      <DataTable<SchemeChange>
        caption={caption}
        rows={list}
        rowKey={(change) => `${change.kind} ${nodeOf(change).key}`}
        empty={<p className="soft">{t('scorecards.change.none')}</p>}
        columns={[
          {
            key: 'line',
            label: t('scorecards.column.line'),
            lead: true,
            cell: (change) => `${nodeOf(change).key}. ${said(nodeOf(change).name, shell)}`,
          },
          { key: 'kind', label: t('scorecards.change.kind'), cell: (change) => <Kinds change={change} /> },
          {
            key: 'what',
            label: t('scorecards.change.what'),
            cell: (change) => (
              <ul className="plain">
                {sentences(change, shell).map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </>
  )
}

function nodeOf(change: SchemeChange) {
  return change.kind === 'changed' ? change.to : change.node
}

function Kinds({ change }: { change: SchemeChange }) {
  const { t } = useShell()
  if (change.kind !== 'changed')
    return change.kind === 'added' ? (
      <Tag tone="ok">{t('scorecards.change.added')}</Tag>
    ) : (
      <Tag tone="late">{t('scorecards.change.removed')}</Tag>
    )
  const isMoved = change.what.includes('parent') || change.what.includes('key')
  return <Tag tone="soon">{t(isMoved ? 'scorecards.change.moved' : 'scorecards.change.changed')}</Tag>
}

function sentences(change: SchemeChange, shell: Shell): string[] {
  const { t, format } = shell
  const points = (max: number | null) => (max === null ? t('scorecards.unknown') : format.number(max))
  if (change.kind !== 'changed') return [t('scorecards.change.points', { max: points(change.node.max) })]
  const { from, to } = change
  const method = (word: string | null) =>
    word === null ? t('scorecards.change.by_parts') : t(`scorecards.method.${word}`)
  const pair = {
    key: [from.key, to.key],
    parent: [from.parent ?? '–', to.parent ?? '–'],
    name: [said(from.name, shell), said(to.name, shell)],
    max: [points(from.max), points(to.max)],
    method: [method(from.method), method(to.method)],
    rule: null,
  }
  return change.what.map((what) => {
    const [before, after] = pair[what] ?? ['', '']
    return t(`scorecards.change.of.${what}`, { before: before ?? '', after: after ?? '' })
  })
}
