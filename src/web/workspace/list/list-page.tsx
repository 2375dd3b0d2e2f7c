import type { LoaderFunctionArgs } from 'react-router'
import { type DueBucket, dueBuckets, type TaskView } from '../../../modules/casework/views/view-types.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Chips,
  DataTable,
  EmptyState,
  KeyHints,
  PageForm,
  PageHeading,
  Pager,
  SecondButton,
  type Tone,
} from '../../ui/index.ts'
import { withSettings } from '../addresses.ts'
import { getDesk } from '../guard.ts'
import { countText } from '../texts.ts'
import { ListFilters } from './list-filters.tsx'
import { bucketWords, filterOf, nextPage, previousPage, scopeOf, scopeWords, startOf } from './list-settings.ts'
import { shownScope } from './shown-scope.ts'
import { taskColumns } from './task-columns.tsx'

const CASE_ROLES = ['receptionist', 'handler', 'reviewer', 'approver', 'agency_leader']
const TONES: Record<DueBucket, Tone> = { late: 'late', today: 'soon', soon: 'soon', wait: 'wait', ok: 'ok' }

/** The worklist: what waits on this officer's desks. All its settings stand in the address. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const search = new URL(request.url).searchParams
  const worksOnCases = page.actor.mandates.some((mandate) => CASE_ROLES.includes(mandate.role))
  if (!worksOnCases) return null
  const named = scopeOf(search)
  const scope = named ?? shownScope(page.actor, await page.desk.countTasks(page.actor, { scope: 'mine' }))
  const filter = filterOf(search, scope)
  const { due: _due, ...unbucketed } = filter
  const [tasks, counts, choices] = await Promise.all([
    page.desk.listTasks(page.actor, filter, { after: startOf(search) }),
    page.desk.countTasks(page.actor, unbucketed),
    page.desk.listTaskChoices(page.actor, scope),
  ])
  return { scope, filter, tasks, buckets: counts.buckets, choices }
}

export default function ListPage({ loaderData }: PageProps<typeof loader>) {
  const { t, locale, location } = useShell()
  if (loaderData === null) return <NoCases />
  const { scope, filter, tasks, buckets, choices } = loaderData
  const search = new URLSearchParams(location.search)
  search.set('muc', scopeWords[scope])
  const bulk = bulkOf(scope)
  const title = t(`workspace.scope.${scope}`)
  const previous = previousPage(search)
  const next = nextPage(search, tasks.next)
  return (
    <>
      <PageHeading>{title}</PageHeading>
      <Chips
        label={t('workspace.list.by_due')}
        chips={[
          ...dueBuckets.map((bucket) => ({
            label: t(`workspace.bucket.${bucket}`),
            count: countText(buckets[bucket]),
            tone: TONES[bucket],
            to: withSettings(search.toString(), { han: filter.due === bucket ? null : bucketWords[bucket] }),
            current: filter.due === bucket,
          })),
          ...(filter.due === undefined
            ? []
            : [{ label: t('workspace.list.all'), to: withSettings(search.toString(), { han: null }) }]),
        ]}
      />
      <ListFilters choices={choices} search={search} />
      <PageForm action="/lam-viec/hang-loat">
        <input type="hidden" name="back" value={`?${search}`} />
        <DataTable
          caption={title}
          columns={taskColumns(scope, { t, locale })}
          rows={tasks.rows}
          rowKey={(row) => `${row.dossierId} ${row.taskKey}`}
          {...(bulk === null ? {} : { pick: pickOf(t) })}
          empty={<Nothing filtered={search.size > 1} back={`?muc=${scopeWords[scope]}`} />}
          keys
        />
        {bulk !== null && tasks.rows.length > 0 && (
          <Actions>
            <SecondButton name="act" value={bulk} bulk>
              {t(`workspace.bulk.${bulk}`)}
            </SecondButton>
            <SecondButton name="act" value="print">
              {t('workspace.bulk.print')}
            </SecondButton>
          </Actions>
        )}
      </PageForm>
      <Pager
        {...(previous === undefined ? {} : { previous })}
        {...(next === undefined ? {} : { next })}
        {...(tasks.rows.length === 0 ? {} : { note: t('workspace.list.note', { count: tasks.rows.length }) })}
      />
      {tasks.rows.length > 0 && <Keys bulk={bulk} />}
    </>
  )
}

/** What may be done with several rows of a list at once. */
function bulkOf(scope: keyof typeof scopeWords): 'accept' | 'assign' | null {
  if (scope === 'opinions') return null
  return scope === 'reception' ? 'accept' : 'assign'
}

function pickOf(t: (key: string, params?: Record<string, string>) => string) {
  return {
    name: 'row',
    value: (row: TaskView) => `${row.dossierId}:${row.version}`,
    label: (row: TaskView) => t('workspace.list.pick', { name: row.code ?? row.applicantName ?? row.procedure.code }),
  }
}

function Keys({ bulk }: { bulk: 'accept' | 'assign' | null }) {
  const { t } = useShell()
  return (
    <KeyHints
      keys={[
        { key: 'J K', does: t('workspace.keys.walk') },
        { key: 'Enter', does: t('workspace.keys.open') },
        ...(bulk === null
          ? []
          : [
              { key: 'X', does: t('workspace.keys.pick') },
              { key: 'A', does: t('workspace.keys.bulk') },
            ]),
        { key: '/', does: t('workspace.keys.search') },
      ]}
    />
  )
}

function Nothing({ filtered, back }: { filtered: boolean; back: string }) {
  const { t } = useShell()
  if (!filtered) return <EmptyState title={t('workspace.list.empty')} text={t('workspace.list.empty_text')} />
  return (
    <EmptyState title={t('workspace.list.none')} text={t('workspace.list.none_text')}>
      <p>
        <a href={back}>{t('workspace.list.clear')}</a>
      </p>
    </EmptyState>
  )
}

/** Administrators and leaders of the province hold no dossiers on a desk. */
function NoCases() {
  const { t, actor } = useShell()
  const leads = actor.mandates.some((mandate) => mandate.role === 'province_leader')
  return (
    <>
      <PageHeading>{t('workspace.scope.mine')}</PageHeading>
      <EmptyState title={t('workspace.no_cases')} text={t('workspace.no_cases_text')}>
        {leads && (
          <p>
            <a href="/lam-viec/tong-quan">{t('workspace.rail.overview')}</a>
          </p>
        )}
        <p>
          <a href="/lam-viec/toi">{t('workspace.me.title')}</a>
        </p>
      </EmptyState>
    </>
  )
}
