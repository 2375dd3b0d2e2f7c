import { useShell } from '../shell.ts'
import {
  Actions,
  Chips,
  type Column,
  DataTable,
  DeadlineCell,
  type DeadlineFacts,
  Enhance,
  KeyHints,
  PageForm,
  PageHeading,
  Pager,
  SecondButton,
  WorkspaceFrame,
} from '../ui/index.ts'
import { SAMPLE_DUE, useSample } from './sample.ts'

export { loader } from './guard.ts'

interface SampleRow {
  code: string
  procedure: string
  owner: string
  step: string
  fee: number
  due: DeadlineFacts
}

function useRows(): SampleRow[] {
  const g = useSample()
  const due = { dueAt: SAMPLE_DUE }
  return [
    {
      code: 'H33.08-261110-0007',
      procedure: g('proc1'),
      owner: g('person'),
      step: g('assessing'),
      fee: 75_000,
      due: { ...due, state: 'late', progress: 1, workingMinutes: 480 },
    },
    {
      code: 'H33.08-261118-0012',
      procedure: g('proc2'),
      owner: g('long_name'),
      step: g('assessing'),
      fee: 1_575_000,
      due: { ...due, state: 'today', progress: 0.86 },
    },
    {
      code: 'H33.08-261120-0003',
      procedure: g('comp3'),
      owner: g('person'),
      step: g('assessing'),
      fee: 0,
      due: { ...due, state: 'soon', progress: 0.71, workingMinutes: 270 },
    },
    {
      code: 'H33.08-261124-0021',
      procedure: g('proc1'),
      owner: g('person'),
      step: g('with_citizen'),
      fee: 75_000,
      due: { dueAt: null, state: 'wait', progress: 0.4, label: g('wait_label') },
    },
    {
      code: 'H33.08-261125-0001',
      procedure: g('proc1'),
      owner: g('person'),
      step: g('opinions'),
      fee: 75_000,
      due: { ...due, state: 'ok', progress: 0.22, workingMinutes: 2880 },
    },
  ]
}

export default function GalleryDesk() {
  const g = useSample()
  const { format } = useShell()
  const rows = useRows()
  const columns: Column<SampleRow>[] = [
    { key: 'due', label: g('col_due'), cell: (row) => <DeadlineCell {...row.due} /> },
    {
      key: 'dossier',
      label: g('col_dossier'),
      lead: true,
      cell: (row) => (
        <>
          <a className="row-link" href={`/_gallery?ho-so=${row.code}`}>
            {row.code}
          </a>
          <span className="soft">{row.procedure}</span>
        </>
      ),
    },
    { key: 'owner', label: g('col_owner'), cell: (row) => row.owner },
    { key: 'step', label: g('col_step'), cell: (row) => row.step },
    { key: 'fee', label: g('col_fee'), align: 'right', cell: (row) => format.number(row.fee) },
  ]
  const rail = [
    {
      items: [
        { label: g('mine'), to: '/_gallery/ban-lam-viec', count: 6, current: true },
        { label: g('opinions'), to: '/_gallery/a', count: 2 },
      ],
    },
    {
      heading: g('room'),
      items: [
        { label: g('unassigned'), to: '/_gallery/b', count: 4 },
        { label: g('overdue'), to: '/_gallery/c', count: 1 },
      ],
    },
    { heading: g('figures'), items: [{ label: g('month'), to: '/_gallery/d' }] },
  ]
  return (
    <WorkspaceFrame place={g('desk_place')} rail={rail} items={[{ label: g('to_parts'), to: '/_gallery' }]}>
      <PageHeading>{g('mine')}</PageHeading>
      <Chips
        label={g('deadlines')}
        chips={[
          { label: g('overdue'), count: '1', tone: 'late', to: '/_gallery/ban-lam-viec?han=qua-han' },
          { label: g('today'), count: '1', tone: 'soon', to: '/_gallery/ban-lam-viec?han=hom-nay' },
          { label: g('waiting'), count: '1', tone: 'wait', to: '/_gallery/ban-lam-viec?han=cho' },
          { label: g('in_time'), count: '2', tone: 'ok', to: '/_gallery/ban-lam-viec?han=trong-han' },
        ]}
      />
      <PageForm>
        <DataTable
          caption={g('mine')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.code}
          pick={{ name: 'dossier', value: (row) => row.code, label: (row) => g('pick', { code: row.code }) }}
          keys
        />
        <Actions>
          <SecondButton bulk>{g('assign')}</SecondButton>
        </Actions>
      </PageForm>
      <Pager next="/_gallery/ban-lam-viec?sau=1" note={g('note')} />
      <KeyHints
        keys={[
          { key: 'J K', does: g('k_walk') },
          { key: 'Enter', does: g('k_open') },
          { key: 'X', does: g('k_pick') },
          { key: 'A', does: g('k_bulk') },
          { key: '/', does: g('k_search') },
        ]}
      />
      <Enhance script="worklist" />
    </WorkspaceFrame>
  )
}
