import type { LoaderFunctionArgs } from 'react-router'
import type { HandoverItem } from '../../../modules/casework/post/index.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Breadcrumbs, DataTable, Enhance, Facts, PageHeading, PrintHint, QrCode, Tag } from '../../ui/index.ts'
import { dossierPath } from '../addresses.ts'
import { getDesk } from '../guard.ts'
import { nameIn } from '../texts.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const handover = await page.desk.getHandover(page.actor, params.id ?? '')
  const { origin } = new URL(request.url)
  return { handover, agency: await page.desk.describeAgency(handover.agencyId), origin }
}

/** A hand-over record to read, to print and sign, and to enter its dossiers from. */
export default function HandoverPage({ loaderData }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  const { handover, agency, origin } = loaderData
  const address = `${origin}/lam-viec/buu-chinh/${handover.id}`
  const incomplete = handover.items.filter(({ complete }) => !complete).length
  return (
    <>
      <div className="no-print">
        <Breadcrumbs
          crumbs={[
            { label: t('intake.post.title'), to: '/lam-viec/buu-chinh' },
            { label: t('intake.post.record_name') },
          ]}
        />
      </div>
      <div className="nation" lang="vi">
        <p>
          <b>{t('workspace.receipt.nation')}</b>
        </p>
        <p>
          <b>{t('workspace.receipt.motto')}</b>
        </p>
      </div>
      <div className="poster-head">
        <div>
          <PageHeading kicker={agency.name}>{t('intake.post.record_name')}</PageHeading>
          <PrintHint />
        </div>
        <QrCode value={address} label={t('intake.post.qr')} caption={t('intake.post.qr_caption')} />
      </div>
      <Facts
        facts={[
          { term: t('intake.post.agency'), value: agency.name },
          { term: t('intake.post.office'), value: handover.postOffice },
          {
            term: t('intake.post.signed_at'),
            value: format.weekdayTime(new Date(handover.signedAt), 'with-year'),
            note: t('intake.post.legal_time'),
          },
          {
            term: t('intake.post.recorded_at'),
            value: format.weekdayTime(new Date(handover.recordedAt), 'with-year'),
          },
        ]}
      />
      <Items items={handover.items} />
      <p>
        {t('intake.post.count', {
          items: handover.items.length,
          complete: handover.items.length - incomplete,
          incomplete,
        })}
      </p>
      <p>{t('intake.post.copies')}</p>
      <div className="signature">
        <p>
          <b>{t('intake.post.signed_by')}</b>
          <br />
          {handover.signedByPost}
        </p>
        <p>
          <b>{t('intake.post.received_by')}</b>
          <br />
          {handover.receivedBy}
        </p>
      </div>
      <Enhance script="print" />
    </>
  )
}

function Items({ items }: { items: readonly HandoverItem[] }) {
  const { t, locale } = useShell()
  return (
    <DataTable
      caption={t('intake.post.items')}
      rows={items}
      rowKey={(row) => row.id}
      columns={[
        { key: 'slip', label: t('intake.post.slip'), lead: true, cell: (row) => row.slipNumber },
        {
          key: 'procedure',
          label: t('intake.procedure'),
          cell: (row) => `${nameIn(row.procedureName, locale)} (${row.procedureCode})`,
        },
        {
          key: 'complete',
          label: t('intake.post.complete'),
          cell: (row) => (
            <>
              <Tag tone={row.complete ? 'ok' : 'soon'}>
                {t(row.complete ? 'intake.post.is_complete' : 'intake.post.is_not_complete')}
              </Tag>
              {row.remark !== null && <span className="soft small"> {row.remark}</span>}
            </>
          ),
        },
        {
          key: 'dossier',
          label: t('intake.post.dossier'),
          cell: (row) =>
            row.dossierId === null ? (
              <a href={`/lam-viec/tiep-nhan?buu-chinh=${row.id}`}>{t('intake.post.enter')}</a>
            ) : (
              <a href={dossierPath(row.dossierId)}>{row.dossierCode ?? t('workspace.no_code')}</a>
            ),
        },
      ]}
    />
  )
}
