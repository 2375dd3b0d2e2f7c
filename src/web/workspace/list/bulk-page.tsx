import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from 'react-router'
import type { DossierLine } from '../../../modules/casework/views/view-types.ts'
import { type DossierId, isUuid, newId } from '../../../platform/ids.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Button,
  ButtonLink,
  DataTable,
  EMPTY_FORM,
  type FormState,
  Notice,
  PageForm,
  PageHeading,
  RadioField,
  readForm,
  type SentForm,
  Tag,
} from '../../ui/index.ts'
import { dossierPath } from '../addresses.ts'
import { type DeskPage, getDesk } from '../guard.ts'
import { PrintMany, printChoices } from '../papers/print-many.tsx'
import type { OneOutcome } from '../services/carry-out-many.ts'
import { nameIn } from '../texts.ts'

const MOST = 50

interface PickedRow {
  id: DossierId
  version: number
  commandId: string
}

type Act = 'accept' | 'assign' | 'print'

const ACTS: readonly Act[] = ['accept', 'assign', 'print']

/** Everything comes with the rows picked in a list; without them the page only leads back. */
export function loader({ context }: LoaderFunctionArgs): null {
  getDesk(context)
  return null
}

export async function action({ request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const act = ACTS.find((one) => one === form.text('act')) ?? 'assign'
  const back = backOf(form)
  const rows = form.all('row').flatMap(readRow)
  const base = { act, back, rows }
  if (rows.length === 0 || rows.length > MOST) return data({ ...base, stage: 'wrong' as const }, { status: 422 })
  const ids = rows.map((row) => row.id)
  if (act === 'print') return data({ ...base, stage: 'print' as const, choices: await printChoices(page, ids) })
  const dossiers = await page.desk.listDossierLines(page.actor, ids)
  if (form.text('stage') !== 'done')
    return data({ ...base, stage: 'ask' as const, dossiers, ...(await asked(page, base)) })
  const officerId = form.text('officerId')
  if (act === 'assign' && !isUuid(officerId)) {
    const faults = [{ path: 'officerId', key: 'workspace.bulk.e_officer' }]
    const state: FormState = { values: form.values, faults }
    return data(
      { ...base, stage: 'ask' as const, dossiers, ...(await asked(page, base)), form: state },
      { status: 422 },
    )
  }
  const input = act === 'assign' ? { officerId } : {}
  const outcomes = await page.desk.carryOutMany(page.actor, { verb: act, input, dossiers: rows })
  return data({ ...base, stage: 'done' as const, dossiers, outcomes })
}

async function asked(page: DeskPage, { act, rows }: { act: Act; rows: PickedRow[] }) {
  if (act === 'accept') return { officers: [] }
  return {
    officers: await page.desk.listAssignable(
      page.actor,
      rows.map((row) => row.id),
    ),
  }
}

/** `dossier:version`, and on the second page the command id too. */
function readRow(text: string): PickedRow[] {
  const [id = '', version = '', commandId = newId()] = text.split(':')
  if (!isUuid(id) || !isUuid(commandId) || !/^\d{1,9}$/.test(version)) return []
  return [{ id: id as DossierId, version: Number(version), commandId }]
}

/** Only the settings of a list are taken as the way back. */
function backOf(form: SentForm): string {
  const settings = form.text('back')
  return settings.startsWith('?') ? `/lam-viec${settings}` : '/lam-viec'
}

export default function BulkPage({ actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  if (actionData === undefined) return <Wrong act="assign" picked={0} back="/lam-viec" />
  const { act, back, rows, stage } = actionData
  if (stage === 'wrong') return <Wrong act={act} picked={rows.length} back={back} />
  if (stage === 'print') {
    return <PrintMany ids={rows.map((row) => row.id)} choices={actionData.choices} back={back} />
  }
  const title = t(`workspace.bulk.${act}_title`, { count: rows.length })
  if (stage === 'done') {
    const { outcomes, dossiers } = actionData
    return <Outcomes act={act} outcomes={outcomes} dossiers={dossiers} back={back} />
  }
  const { officers, dossiers } = actionData
  const form: FormState = 'form' in actionData ? (actionData.form as FormState) : EMPTY_FORM
  return (
    <>
      <PageHeading faulty={form.faults.length > 0}>{title}</PageHeading>
      <PageForm state={form}>
        <input type="hidden" name="stage" value="done" />
        <input type="hidden" name="act" value={act} />
        <input type="hidden" name="back" value={back.slice('/lam-viec'.length)} />
        {rows.map((row) => (
          <input key={row.id} type="hidden" name="row" value={`${row.id}:${row.version}:${row.commandId}`} />
        ))}
        {act === 'assign' && officers.length > 0 && (
          <RadioField
            name="officerId"
            label={t('workspace.bulk.officer')}
            hint={t('workspace.bulk.officer_hint')}
            choices={officers.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        {act === 'assign' && officers.length === 0 && <Notice tone="soon">{t('workspace.bulk.no_officer')}</Notice>}
        {act === 'accept' && <p className="consequence">{t('workspace.bulk.accept_consequence')}</p>}
        <Lines dossiers={dossiers} />
        <Actions>
          <Button disabled={act === 'assign' && officers.length === 0}>
            {t(`workspace.bulk.${act}_now`, { count: rows.length })}
          </Button>
          <a href={back}>{t('workspace.bulk.back')}</a>
        </Actions>
      </PageForm>
    </>
  )
}

/** No row was picked, or more than may be acted on at once. */
function Wrong({ act, picked, back }: { act: Act; picked: number; back: string }) {
  const { t } = useShell()
  return (
    <>
      <PageHeading>{t(`workspace.bulk.${act}`)}</PageHeading>
      <Notice tone="soon" urgent>
        <p>{t(picked === 0 ? 'workspace.bulk.none' : 'workspace.bulk.too_many', { most: MOST })}</p>
      </Notice>
      <Back to={back} />
    </>
  )
}

function Back({ to }: { to: string }) {
  const { t } = useShell()
  return (
    <Actions>
      <ButtonLink to={to}>{t('workspace.bulk.back')}</ButtonLink>
    </Actions>
  )
}

function Lines({ dossiers }: { dossiers: readonly DossierLine[] }) {
  const { t, locale } = useShell()
  return (
    <ul className="list">
      {dossiers.map((line) => (
        <li key={line.dossierId}>
          <b>{line.code ?? t('workspace.no_code')}</b> · {line.applicantName ?? t('workspace.erased')}
          <div className="soft small">{nameIn(line.procedure.name, locale)}</div>
        </li>
      ))}
    </ul>
  )
}

interface OutcomesProps {
  act: Act
  outcomes: readonly OneOutcome[]
  dossiers: readonly DossierLine[]
  back: string
}

/** What happened to each: those refused come first, with their reason. */
function Outcomes({ act, outcomes, dossiers, back }: OutcomesProps) {
  const { t, format } = useShell()
  const lines = new Map(dossiers.map((line) => [line.dossierId, line]))
  const done = outcomes.filter((outcome) => outcome.done).length
  const sorted = [...outcomes].sort((one, other) => Number(one.done) - Number(other.done))
  return (
    <>
      <PageHeading>{t(`workspace.bulk.${act}_done`, { done, all: outcomes.length })}</PageHeading>
      <DataTable
        caption={t('workspace.bulk.outcomes')}
        rows={sorted}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'dossier',
            label: t('workspace.column.dossier'),
            lead: true,
            cell: (row) => (
              <>
                <a className="row-link" href={dossierPath(row.id)}>
                  {(row.done ? row.code : lines.get(row.id)?.code) ?? t('workspace.no_code')} ·{' '}
                  {lines.get(row.id)?.applicantName ?? t('workspace.erased')}
                </a>
              </>
            ),
          },
          {
            key: 'outcome',
            label: t('workspace.bulk.outcome'),
            cell: (row) => <OutcomeCell row={row} />,
          },
          {
            key: 'due',
            label: t('workspace.column.dossier_due'),
            cell: (row) => (row.done && row.dueAt !== null ? format.weekdayTime(new Date(row.dueAt)) : '–'),
          },
        ]}
      />
      <Back to={back} />
    </>
  )
}

function OutcomeCell({ row }: { row: OneOutcome }) {
  const { t } = useShell()
  if (row.done) return <Tag tone="ok">{t('workspace.bulk.ok')}</Tag>
  return (
    <>
      <Tag tone="late">{t('workspace.bulk.refused')}</Tag> {t(`error.${row.refusal}`, row.params)}
    </>
  )
}
