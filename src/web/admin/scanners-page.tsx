import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { ScannerLine } from '../../modules/digitisation/view-types.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  attemptForm,
  Button,
  DataTable,
  EmptyState,
  type FormState,
  LinkButton,
  PageForm,
  PageHeading,
  readForm,
  SelectField,
  TextField,
} from '../ui/index.ts'
import { getAdmin } from './guard.ts'

const PATH = '/quan-tri/may-quet'

export async function loader({ context }: LoaderFunctionArgs) {
  const { services, actor } = getAdmin(context)
  return { settings: await services.digitisation.readScannerSettings(actor) }
}

/** Sets a counter's folder up, or ends one. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { services, actor } = getAdmin(context)
  const form = await readForm(request)
  const ended = form.text('remove')
  return attemptForm(form, async () => {
    if (ended !== '') await services.digitisation.removeScanner(actor, ended)
    else {
      const counterNumber = /^\d{1,3}$/.test(form.text('counterNumber')) ? Number(form.text('counterNumber')) : 0
      await services.digitisation.addScanner(actor, { agencyId: form.text('agencyId'), counterNumber })
    }
    const key = ended === '' ? 'digitisation.scanners.added' : 'digitisation.scanners.removed'
    return redirect(PATH, { status: 303, headers: { 'set-cookie': flashCookie({ key }) } })
  })
}

/** The counters whose scanners drop their files into a folder. */
export default function ScannersPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { scanners, agencies } = loaderData.settings
  const state: FormState | undefined = actionData?.form
  return (
    <>
      <PageHeading faulty={(state?.faults.length ?? 0) > 0}>{t('digitisation.scanners.title')}</PageHeading>
      <p className="narrow">{t('digitisation.scanners.lead')}</p>
      <PageForm state={state}>
        <SelectField
          name="agencyId"
          label={t('digitisation.scanners.agency')}
          choices={agencies.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextField
          name="counterNumber"
          label={t('digitisation.scanners.counter')}
          hint={t('digitisation.scanners.counter_hint')}
          size="short"
          inputMode="numeric"
          maxLength={3}
        />
        <Actions>
          <Button>{t('digitisation.scanners.add')}</Button>
        </Actions>
      </PageForm>
      <ScannerTable scanners={scanners} />
    </>
  )
}

function ScannerTable({ scanners }: { scanners: readonly ScannerLine[] }) {
  const { t, format } = useShell()
  return (
    <DataTable
      caption={t('digitisation.scanners.list')}
      rows={scanners}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t('digitisation.scanners.none')} text={t('digitisation.scanners.none_text')} />}
      columns={[
        {
          key: 'counter',
          label: t('digitisation.scanners.counter'),
          lead: true,
          cell: (row) => (
            <>
              <b>{t('digitisation.scanner.counter', { counter: row.counterNumber })}</b>
              <div className="soft small">{row.agencyName}</div>
            </>
          ),
        },
        { key: 'folder', label: t('digitisation.scanners.folder'), cell: (row) => <code>{row.folder}</code> },
        {
          key: 'state',
          label: t('digitisation.scanners.state'),
          cell: (row) => (
            <>
              {t('digitisation.scanners.counts', { waiting: row.waiting, refused: row.refused })}
              <div className="soft small">
                {row.lastAt === null
                  ? t('digitisation.scanners.never')
                  : t('digitisation.scanners.last', { date: format.dateTime(new Date(row.lastAt)) })}
              </div>
            </>
          ),
        },
        {
          key: 'end',
          label: t('digitisation.scanners.act'),
          cell: (row) => (
            <form method="post">
              <LinkButton name="remove" value={row.id}>
                {t('digitisation.scanners.end')}
              </LinkButton>
            </form>
          ),
        },
      ]}
    />
  )
}
