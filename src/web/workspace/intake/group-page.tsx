import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Breadcrumbs, DataTable, Enhance, PageHeading, PrintHint } from '../../ui/index.ts'
import { dossierPath } from '../addresses.ts'
import { getDesk } from '../guard.ts'
import { nameIn } from '../texts.ts'

/** One list for dossiers handed in together: each has its own code, date and receipt. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const lines = await page.desk.listGroup(page.actor, params.group ?? '')
  const mandates = await page.desk.describeMandates(page.actor)
  return { lines, place: mandates.find((one) => one.role === 'receptionist')?.agencyName ?? '' }
}

export default function GroupPage({ loaderData }: PageProps<typeof loader>) {
  const { t, locale, format } = useShell()
  const { lines, place } = loaderData
  const first = lines[0]
  return (
    <>
      <div className="no-print">
        <Breadcrumbs
          crumbs={[{ label: t('intake.title'), to: '/lam-viec/tiep-nhan' }, { label: t('intake.group_receipt') }]}
        />
      </div>
      <PageHeading>{t('intake.group_receipt')}</PageHeading>
      <p>
        {place}
        {first !== undefined && `, ${format.weekdayTime(new Date(first.submittedAt), 'with-year')}`}
      </p>
      <PrintHint />
      <DataTable
        caption={t('intake.group_caption', { count: lines.length })}
        rows={lines}
        rowKey={(row) => row.dossierId}
        columns={[
          {
            key: 'code',
            label: t('intake.code'),
            lead: true,
            cell: (row) => (
              <a href={`${dossierPath(row.dossierId)}${row.code === null ? '' : '/giay-tiep-nhan'}`}>
                {row.code ?? t('workspace.no_code')}
              </a>
            ),
          },
          { key: 'name', label: t('intake.applicant'), cell: (row) => row.applicantName ?? t('workspace.erased') },
          { key: 'procedure', label: t('intake.procedure'), cell: (row) => nameIn(row.procedure.name, locale) },
          {
            key: 'due',
            label: t('intake.due'),
            cell: (row) => (row.due?.dueAt == null ? '–' : format.weekdayTime(new Date(row.due.dueAt), 'with-year')),
          },
        ]}
      />
      <Enhance script="print" />
    </>
  )
}
