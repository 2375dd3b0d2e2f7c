import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Actions, Button, EmptyState, PageForm, PageHeading, Pager, Tag, TextField } from '../../ui/index.ts'
import { getDesk } from '../guard.ts'
import { formStateOf } from '../query-form.ts'

/** Intake begins with the procedure. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const typed = new URL(request.url).searchParams
  const counters = await page.desk.listCounters(page.actor)
  const text = typed.get('tim') ?? ''
  const after = typed.get('tu') ?? undefined
  const found = await page.desk.searchProcedures({ text, after, limit: 20, wholeOnly: true })
  return { found, text, counters, form: formStateOf(new URLSearchParams({ tim: text }), []) }
}

export default function IntakeFindPage({ loaderData }: PageProps<typeof loader>) {
  const { t, locale } = useShell()
  const { found, text, counters, form } = loaderData
  if (counters.length === 0) {
    return (
      <>
        <PageHeading>{t('workspace.intake.title')}</PageHeading>
        <EmptyState title={t('workspace.intake.no_counter')} text={t('workspace.intake.no_counter_text')} />
      </>
    )
  }
  return (
    <>
      <PageHeading>{t('workspace.intake.title')}</PageHeading>
      <PageForm method="get" state={form}>
        <TextField
          name="tim"
          type="search"
          label={t('workspace.intake.find')}
          hint={t('workspace.intake.find_hint')}
          optional
        />
        <Actions>
          <Button>{t('workspace.find')}</Button>
        </Actions>
      </PageForm>
      {found.procedures.length === 0 ? (
        <EmptyState title={t('workspace.intake.none', { text })} text={t('workspace.intake.none_text')} />
      ) : (
        <ul className="list">
          {found.procedures.map((procedure) => (
            <li key={procedure.code}>
              <a className="row-link" href={`/lam-viec/tiep-nhan/${procedure.code}`}>
                {locale === 'en' ? (procedure.name.en ?? procedure.name.vi) : procedure.name.vi}
              </a>{' '}
              <Tag>{procedure.code}</Tag>
            </li>
          ))}
        </ul>
      )}
      <Pager {...(found.next === null ? {} : { next: `?${new URLSearchParams({ tim: text, tu: found.next })}` })} />
    </>
  )
}
