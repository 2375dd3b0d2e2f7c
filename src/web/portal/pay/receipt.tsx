import type { LoaderFunctionArgs } from 'react-router'
import { Refusal } from '../../../platform/errors.ts'
import { getPage } from '../../page-context.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Enhance, Notice, PageHeading, PrintHint, Receipt } from '../../ui/index.ts'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const page = getPage(context)
  if (page.actor.kind === 'anonymous') throw new Refusal('session.required', 'unauthenticated')
  const receipt = await page.services.money.receipt(page.actor, params.id ?? '')
  return { receipt, publicUrl: page.services.portal.publicUrl, isOfficer: page.actor.kind === 'officer' }
}

/** One e-receipt, for whoever may see the dossier. */
export default function MoneyReceiptPage({ loaderData }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  const { receipt, publicUrl, isOfficer } = loaderData
  const back = isOfficer
    ? `/lam-viec/thu-tien?ma=${receipt.dossierCode ?? ''}`
    : `/ho-so/${receipt.dossierId}/thanh-toan`
  const title = t(`money.receipt.title_${receipt.kind}`)
  return (
    <>
      <p className="small no-print">
        <a href={back}>{t('money.receipt.back')}</a>
      </p>
      <div className="visually-hidden">
        <PageHeading>{title}</PageHeading>
      </div>
      {receipt.cancelled !== null && (
        <Notice tone="late" title={t('money.receipts.cancelled')}>
          <p className="typed">{receipt.cancelled.reason}</p>
        </Notice>
      )}
      <PrintHint />
      <p className="small no-print">
        <a href={`/bien-lai/${receipt.id}.pdf`}>{t('money.receipt.pdf')}</a>
      </p>
      <Receipt
        unit={receipt.agency.name}
        title={title}
        facts={[
          { term: t('money.receipt.number'), value: <b>{receipt.number}</b> },
          ...(receipt.offlineNumber === null
            ? []
            : [{ term: t('money.receipt.offline_number'), value: receipt.offlineNumber }]),
          { term: t('money.receipt.payer'), value: receipt.payer?.name ?? t('portal.erased') },
          { term: t('money.receipt.dossier'), value: receipt.dossierCode ?? '' },
          ...receipt.lines.map((line, index) => ({
            term: receipt.lines.length > 1 ? `${t('money.receipt.line')} ${index + 1}` : t('money.receipt.line'),
            value: `${line.name}: ${format.money(line.amount)}`,
          })),
          { term: t('money.receipt.amount'), value: <b>{format.money(receipt.amount)}</b> },
          { term: t('money.receipt.method'), value: t(`money.method.${receipt.method}`) },
          { term: t('money.receipt.issued'), value: format.dateTime(receipt.issuedAt) },
          ...(receipt.officer === null ? [] : [{ term: t('money.receipt.officer'), value: receipt.officer }]),
        ]}
        qr={{
          value: `${publicUrl}/tra-cuu/${receipt.dossierCode ?? ''}`,
          label: t('portal.receipt.qr'),
          caption: receipt.dossierCode ?? '',
        }}
      />
      <Enhance script="print" />
    </>
  )
}
