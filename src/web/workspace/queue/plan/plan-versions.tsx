import type { PlanView } from '../../../../modules/queue/schemas.ts'
import { useShell } from '../../../shell.ts'
import {
  DataTable,
  type FormState,
  Notice,
  PageForm,
  SecondButton,
  Tag,
  TextField,
  type Tone,
} from '../../../ui/index.ts'

type Version = PlanView['versions'][number]

const TONES: Record<Version['state'], Tone> = { in_force: 'ok', to_come: 'soon', replaced: 'plain', withdrawn: 'plain' }

/** What was published for a later day, and how to take it back. */
export function PlansToCome({
  view,
  commandId,
  state,
}: {
  view: PlanView
  commandId: string
  state: FormState | undefined
}) {
  const { t, format } = useShell()
  const toCome = view.versions.filter((one) => one.state === 'to_come')
  return toCome.map((one) => (
    <Notice key={one.version} tone="soon" title={t('queue.plan.comes', { date: format.weekdayDate(one.validFrom) })}>
      <p>{one.note}</p>
      {one.validFrom <= view.today && <p>{t('queue.plan.waits')}</p>}
      <PageForm
        state={state?.values.withdrawn?.[0] === String(one.version) ? state : undefined}
        commandId={`${commandId.slice(0, -4)}${String(one.version % 10_000).padStart(4, '0')}`}
      >
        <input type="hidden" name="withdrawn" value={one.version} />
        <TextField name={`withdrawNote.${one.version}`} label={t('queue.plan.withdraw_note')} maxLength={500} />
        <SecondButton name="act" value="withdraw">
          {t('queue.plan.withdraw')}
        </SecondButton>
      </PageForm>
    </Notice>
  ))
}

/** All that the centre has published. */
export function VersionTable({ versions }: { versions: readonly Version[] }) {
  const { t, format } = useShell()
  return (
    <section aria-labelledby="phien-ban">
      <h2 id="phien-ban">{t('queue.plan.versions')}</h2>
      {versions.length === 0 ? (
        <p className="soft">{t('queue.plan.no_versions')}</p>
      ) : (
        <DataTable
          caption={t('queue.plan.versions')}
          rows={versions}
          rowKey={(row) => String(row.version)}
          columns={[
            {
              key: 'version',
              label: t('queue.plan.version'),
              lead: true,
              cell: (row) => (
                <>
                  {t('queue.plan.version_n', { version: row.version })}{' '}
                  <Tag tone={TONES[row.state]}>{t(`queue.plan.state.${row.state}`)}</Tag>
                </>
              ),
            },
            { key: 'from', label: t('queue.plan.valid_from'), cell: (row) => format.date(row.validFrom) },
            {
              key: 'size',
              label: t('queue.plan.size'),
              cell: (row) => t('queue.plan.size_n', { lines: row.lines, counters: row.counters }),
            },
            { key: 'note', label: t('queue.plan.note'), cell: (row) => row.note },
            {
              key: 'by',
              label: t('queue.plan.by'),
              cell: (row) => `${row.publishedBy ?? '–'}, ${format.dateTime(new Date(row.publishedAt))}`,
            },
          ]}
        />
      )}
    </section>
  )
}
