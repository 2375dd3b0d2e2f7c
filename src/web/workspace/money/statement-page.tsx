import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { StatementLine } from '../../../modules/money/index.ts'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Button,
  EmptyState,
  FileField,
  type FormState,
  PageForm,
  PageHeading,
  RadioField,
  readForm,
  SecondButton,
  Tag,
  TextField,
} from '../../ui/index.ts'
import { attemptWork } from '../attempt.ts'
import { getDesk } from '../guard.ts'
import { AgencyChoice, chosenAgency } from './agency-choice.tsx'
import { stateFor } from './money-forms.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const { money } = page.services
  const agencies = await money.overseen(page.actor)
  const agency = chosenAgency(request, agencies)
  const lines = agency === null ? null : await money.statement(page.actor, agency.agencyId)
  const desks = await money.desks(page.actor)
  return { agencies, agency, lines, isDesk: desks.some((desk) => desk.agencyId === agency?.agencyId) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const { money } = page.services
  const agencyId = form.text('agencyId')
  const back = (key: string, params: Record<string, string | number> = {}) =>
    redirect(`/lam-viec/sao-ke?co-quan=${encodeURIComponent(agencyId)}`, {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key, params }) },
    })
  if (form.text('act') === 'settle') {
    return attemptWork(form, async () => {
      const [lineId, kind, dossierCode, reason] = ['mark', 'kind', 'code', 'reason'].map((name) => form.text(name))
      await money.settleLine(page.actor, {
        lineId: lineId ?? '',
        kind: kind ?? '',
        dossierCode: dossierCode ?? '',
        reason: reason ?? '',
      })
      return back('money.done.settled')
    })
  }
  if (form.text('act') === 'again') {
    return attemptWork(form, async () =>
      back('money.done.matched', { matched: await money.matchAgain(page.actor, agencyId) }),
    )
  }
  const [file] = form.files.tep ?? []
  const content = file === undefined ? new Uint8Array() : new Uint8Array(await file.arrayBuffer())
  return attemptWork(form, async () => {
    const read = await money.importStatement(page.actor, { agencyId, fileName: file?.name ?? '', content })
    const { lines, fresh, matched } = read
    return back(read.repeated ? 'money.done.statement_again' : 'money.done.statement', { lines, fresh, matched })
  })
}

/** The bank's statement: read in, matched by itself as far as it goes, the rest by hand. */
export default function StatementPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { agencies, agency, lines, isDesk } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  return (
    <>
      <PageHeading faulty={(state?.faults.length ?? 0) > 0}>{t('money.statement.title')}</PageHeading>
      <AgencyChoice agencies={agencies} chosen={agency} />
      {agency === null && <EmptyState title={t('money.no_agency')} text={t('money.no_agency_text')} />}
      {agency !== null && isDesk && (
        <PageForm state={stateFor('import', state)} files>
          <input type="hidden" name="act" value="import" />
          <input type="hidden" name="agencyId" value={agency.agencyId} />
          <FileField
            name="tep"
            label={t('money.statement.file')}
            hint={t('money.statement.file_hint')}
            accept=".csv,.txt,text/csv"
          />
          <Actions>
            <Button>{t('money.statement.import')}</Button>
          </Actions>
        </PageForm>
      )}
      {agency !== null && lines !== null && (
        <OpenLines lines={lines} agencyId={agency.agencyId} isDesk={isDesk} state={state} />
      )}
    </>
  )
}

interface OpenLinesProps {
  lines: { open: readonly StatementLine[]; settled: number }
  agencyId: string
  isDesk: boolean
  state: FormState | undefined
}

function OpenLines({ lines, agencyId, isDesk, state }: OpenLinesProps) {
  const { t, format } = useShell()
  return (
    <section aria-labelledby="chua-khop">
      <h2 id="chua-khop">{t('money.statement.open', { count: lines.open.length })}</h2>
      <p className="small soft">{t('money.statement.settled', { count: lines.settled })}</p>
      {lines.open.length === 0 && <p>{t('money.statement.none')}</p>}
      {isDesk && lines.open.length > 0 && (
        <PageForm>
          <input type="hidden" name="act" value="again" />
          <input type="hidden" name="agencyId" value={agencyId} />
          <SecondButton>{t('money.statement.again')}</SecondButton>
        </PageForm>
      )}
      <ul className="list">
        {lines.open.map((line) => (
          <li key={line.id}>
            <b>{format.money(line.amount)}</b> · {format.date(line.on)} · {line.reference}{' '}
            <Tag tone="soon">{t(`money.why_open.${line.whyOpen ?? 'no_code'}`)}</Tag>
            <div className="typed">{line.purpose}</div>
            {isDesk && <SettleForm line={line} agencyId={agencyId} state={stateFor('settle', state, line.id)} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function SettleForm({
  line,
  agencyId,
  state,
}: {
  line: StatementLine
  agencyId: string
  state: FormState | undefined
}) {
  const { t } = useShell()
  const kinds = line.amount > 0 ? (['payment', 'settlement', 'other'] as const) : (['refund', 'other'] as const)
  return (
    <details className="disclosure" open={state !== undefined}>
      <summary>{t('money.settle.title')}</summary>
      <PageForm state={state}>
        <input type="hidden" name="act" value="settle" />
        <input type="hidden" name="mark" value={line.id} />
        <input type="hidden" name="agencyId" value={agencyId} />
        <RadioField
          name="kind"
          label={t('money.settle.kind')}
          choices={kinds.map((kind) => ({ value: kind, label: t(`money.settle.${kind}`) }))}
          initial={kinds[0]}
        />
        {line.amount > 0 && <TextField name="code" label={t('money.settle.code')} optional size="medium" />}
        <TextField name="reason" label={t('money.reason')} />
        <Actions>
          <SecondButton>{t('money.settle.do')}</SecondButton>
        </Actions>
      </PageForm>
    </details>
  )
}
