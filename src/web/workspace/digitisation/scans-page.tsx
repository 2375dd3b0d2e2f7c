import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import { paperKinds } from '../../../modules/digitisation/schemas.ts'
import type { ScanLine } from '../../../modules/digitisation/view-types.ts'
import { newId } from '../../../platform/ids.ts'
import type { PageProps } from '../../page-props.ts'
import { type Shell, useShell } from '../../shell.ts'
import {
  Actions,
  Button,
  DataTable,
  EmptyState,
  Enhance,
  type FormState,
  faultyForm,
  PageForm,
  PageHeading,
  Pager,
  readForm,
  SecondButton,
  SelectField,
  Tag,
  TextField,
  type Tone,
} from '../../ui/index.ts'
import { attemptWork } from '../attempt.ts'
import { collectFiles, EnterButton, HiddenFiles, KeptFileField } from '../kept-files.tsx'
import { formStateOf } from '../query-form.ts'
import { withTicks } from './own-files.ts'
import { getScanDesk, kindOf, scanPath } from './scan-guard.ts'
import { doScannerAct, readScannerWork, takeTicked } from './scanner-acts.ts'
import { ScannerPart } from './scanner-part.tsx'

const FILE_FIELD = 'tep/files'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getScanDesk(context)
  const search = new URL(request.url).searchParams
  const text = search.get('tim') ?? ''
  const list = await page.scans.listScans(page.actor, { text, before: search.get('tu') })
  const form = formStateOf(new URLSearchParams({ tim: text }), [])
  const scanner = await readScannerWork(page)
  return { list, text, form, scanner, mayScan: page.scans.mayScan(page.actor), commandId: newId() }
}

/** Takes what was scanned and begins its reading. */
export async function action({ request, context }: ActionFunctionArgs) {
  const page = getScanDesk(context)
  const form = await readForm(request)
  const files = await collectFiles(page, form)
  const again = { ...form, values: files.values }
  if (files.faults.length > 0) return faultyForm(again, files.faults)
  const acted =
    form.text('act') === 'take-scanner'
      ? await takeTicked(page, files.values, FILE_FIELD)
      : await doScannerAct(page, form, files.values)
  if (acted !== null) return data({ form: acted as FormState }, { status: acted.faults.length > 0 ? 422 : 200 })
  if (form.text('remove') !== '') return data({ form: { values: files.values, faults: [] } as FormState })
  const number = form.text('number')
  const personId = number === '' ? null : await page.scans.findPerson(number.replace(/[\s.-]/g, ''))
  if (number !== '' && personId === null) {
    return faultyForm(again, [{ path: 'number', key: 'error.digitisation.person_unknown' }])
  }
  const answer = await attemptWork(again, async () => {
    const { scanId } = await page.scans.startScan(page.actor, {
      fileHashes: files.kept.map((file) => file.hash),
      commandId: form.text('commandId'),
      paperKind: kindOf(form.text('kind')) ?? null,
      personId,
    })
    return redirect(scanPath(scanId), { status: 303 })
  })
  if (answer instanceof Response) return answer
  const faults = answer.data.form.faults.map((fault) =>
    fault.path === 'files' ? { ...fault, path: FILE_FIELD } : fault,
  )
  return faultyForm(again, faults)
}

export default function ScansPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { mayScan, commandId, scanner } = loaderData
  const sent = actionData?.form
  const state = sent === undefined ? undefined : { ...sent, values: withTicks(sent.values, scanner) }
  return (
    <>
      <PageHeading faulty={(state?.faults.length ?? 0) > 0}>{t('digitisation.title')}</PageHeading>
      <p className="soft">{t('digitisation.lead')}</p>
      {mayScan && (
        <PageForm state={state} files commandId={commandId}>
          <EnterButton />
          <HiddenFiles state={state} />
          <ScannerPart {...scanner}>
            <SecondButton name="act" value="take-scanner">
              {t('digitisation.scanner.take')}
            </SecondButton>
          </ScannerPart>
          <KeptFileField
            name={FILE_FIELD}
            label={t('digitisation.files')}
            hint={t('digitisation.files_hint')}
            state={state}
            multiple
          />
          <div className="side-by-side">
            <SelectField
              name="kind"
              label={t('digitisation.kind_label')}
              hint={t('digitisation.kind_hint')}
              optional
              choices={paperKinds.map((kind) => ({ value: kind, label: t(`digitisation.kind.${kind}`) }))}
            />
            <TextField
              name="number"
              label={t('digitisation.person')}
              hint={t('digitisation.person_hint')}
              optional
              size="medium"
              inputMode="numeric"
            />
          </div>
          <Actions>
            <Button>{t('digitisation.start')}</Button>
          </Actions>
        </PageForm>
      )}
      {mayScan && scanner.inbox.waiting.length === 0 && (
        <p className="soft small">
          <a href="/lam-viec/so-hoa">{t('digitisation.scanner.look_again')}</a>
        </p>
      )}
      <ScanTable {...loaderData} />
      <Enhance script="upload" />
    </>
  )
}

function ScanTable({ list, text, form }: Pick<Awaited<ReturnType<typeof loader>>, 'list' | 'text' | 'form'>) {
  const shell = useShell()
  const { t, format } = shell
  return (
    <section aria-labelledby="da-so-hoa">
      <h2 id="da-so-hoa">{t('digitisation.list')}</h2>
      <PageForm method="get" state={form}>
        <TextField
          name="tim"
          type="search"
          label={t('digitisation.search')}
          hint={t('digitisation.search_hint')}
          optional
        />
        <Actions>
          <SecondButton>{t('workspace.find')}</SecondButton>
        </Actions>
      </PageForm>
      <DataTable
        caption={t('digitisation.list')}
        rows={list.rows}
        rowKey={(row) => row.id}
        keys
        empty={
          <EmptyState
            title={t(text === '' ? 'digitisation.none' : 'digitisation.none_found', { text })}
            text={t(text === '' ? 'digitisation.none_text' : 'digitisation.none_found_text')}
          />
        }
        columns={[
          {
            key: 'paper',
            label: t('digitisation.column.paper'),
            lead: true,
            cell: (row) => (
              <>
                <a className="row-link" href={scanPath(row.id)}>
                  {t(row.kind === null ? 'digitisation.kind_unknown' : `digitisation.kind.${row.kind}`)}
                </a>
                <span className="soft">{t('digitisation.pages', { count: row.pages })}</span>
              </>
            ),
          },
          { key: 'state', label: t('digitisation.column.state'), cell: (row) => <StateTag row={row} /> },
          {
            key: 'when',
            label: t('digitisation.column.when'),
            cell: (row) => (
              <>
                {format.dateTime(new Date(row.startedAt))}
                {row.scannedBy !== null && <span className="soft small">{row.scannedBy}</span>}
              </>
            ),
          },
        ]}
      />
      <Pager {...(list.next === null ? {} : { next: `?${new URLSearchParams({ tim: text, tu: list.next })}` })} />
    </section>
  )
}

const tones: Record<ScanLine['state'], Tone> = {
  queued: 'wait',
  reading: 'wait',
  read: 'soon',
  refused: 'late',
  failed: 'late',
}

export function StateTag({ row }: { row: ScanLine }) {
  const { t }: Shell = useShell()
  if (row.isConfirmed) return <Tag tone="ok">{t('digitisation.state.confirmed')}</Tag>
  return (
    <Tag tone={tones[row.state]}>{t(`digitisation.state.${row.state}`, { done: row.pagesDone, pages: row.pages })}</Tag>
  )
}
