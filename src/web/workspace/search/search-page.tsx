import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import type { DossierSearchPage } from '../../../modules/casework/views/view-types.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Button, DataTable, EmptyState, PageForm, PageHeading, readForm, SecondButton } from '../../ui/index.ts'
import { DossierCell, dueCell, stateCell } from '../dossier-cells.tsx'
import { getDesk } from '../guard.ts'

/** A code may stand in the address; a name or an identity number may not, so those are sent by POST. */
const CODE = /^[A-Za-z]\d{2}[\w.]*(-[\d-]*)?$/

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const search = new URL(request.url).searchParams
  const code = search.get('ma') ?? ''
  if (!CODE.test(code)) return { text: '', found: null }
  return {
    text: code,
    found: await page.desk.searchDossiers(page.actor, code, { after: search.get('tu') ?? undefined }),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const text = form.text('text')
  if (CODE.test(text)) throw redirect(`/lam-viec/tim?${new URLSearchParams({ ma: text.toUpperCase() })}`)
  const found = await page.desk.searchDossiers(page.actor, text, { after: form.text('after') || undefined })
  return data({ text, found })
}

export default function SearchPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { text, found } = actionData ?? loaderData
  return (
    <>
      <PageHeading>{t('workspace.search.title')}</PageHeading>
      <search>
        <form method="post" className="search">
          <label htmlFor="tim">{t('workspace.search.label')}</label>
          <input
            id="tim"
            name="text"
            type="search"
            defaultValue={text}
            data-search=""
            autoComplete="off"
            maxLength={120}
          />
          <Button>{t('workspace.find')}</Button>
        </form>
      </search>
      <p className="soft small">{t('workspace.search.hint')}</p>
      {found !== null && <Found text={text} found={found} />}
    </>
  )
}

function Found({ text, found }: { text: string; found: DossierSearchPage }) {
  const { t, locale } = useShell()
  const cells = useShell()
  if (found.rows.length === 0) {
    return (
      <EmptyState
        title={t('workspace.search.none', { text })}
        text={t(`workspace.search.none_${found.kind === 'nothing' ? 'name' : found.kind}`)}
      />
    )
  }
  return (
    <>
      <p role="status">{t(`workspace.search.as_${found.kind}`, { count: found.rows.length })}</p>
      <DataTable
        caption={t('workspace.search.title')}
        rows={found.rows}
        rowKey={(row) => row.dossierId}
        keys
        columns={[
          {
            key: 'dossier',
            label: t('workspace.column.dossier'),
            lead: true,
            cell: (row) => <DossierCell row={row} />,
          },
          {
            key: 'owner',
            label: t('workspace.column.applicant'),
            cell: (row) => row.applicantName ?? t('workspace.erased'),
          },
          { key: 'state', label: t('workspace.column.state'), cell: (row) => stateCell(row, { t, locale }) },
          { key: 'due', label: t('workspace.column.due'), cell: (row) => dueCell(row, cells) },
        ]}
      />
      {found.next !== null && <NextForm text={text} after={found.next} />}
    </>
  )
}

function NextForm({ text, after }: { text: string; after: string }) {
  const { t } = useShell()
  if (CODE.test(text)) {
    return (
      <p>
        <a href={`?${new URLSearchParams({ ma: text, tu: after })}`}>{t('table.next')}</a>
      </p>
    )
  }
  return (
    <PageForm>
      <input type="hidden" name="text" value={text} />
      <input type="hidden" name="after" value={after} />
      <SecondButton>{t('table.next')}</SecondButton>
    </PageForm>
  )
}
