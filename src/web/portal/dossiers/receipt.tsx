import { RateBySheet } from '../../feedback/rate-result.tsx'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Enhance, PageHeading, PrintHint, Receipt } from '../../ui/index.ts'
import { loader } from './dossier.tsx'
import { dossierFacts, HandedIn } from './dossier-parts.tsx'

export { loader }

/** The receipt to print: before acceptance that it was handed in, afterwards with code and return date. */
export default function ReceiptPage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, format } = shell
  const { dossier, publicUrl, occasion } = loaderData
  const { code, due } = dossier
  const address = code === null ? `${publicUrl}/ho-so/${dossier.dossierId}` : `${publicUrl}/tra-cuu/${code}`
  const facts = [
    { term: t('portal.dossier.code'), value: code ?? t('portal.receipt.code_later') },
    ...dossierFacts(dossier, shell),
    ...(due?.dueAt == null
      ? []
      : [{ term: t('portal.receipt.due'), value: format.weekdayTime(new Date(due.dueAt), 'with-year') }]),
  ]
  return (
    <>
      <p className="small no-print">
        <a href={`/ho-so/${dossier.dossierId}`}>{t('portal.receipt.back')}</a>
      </p>
      <div className="visually-hidden">
        <PageHeading>{t(code === null ? 'portal.receipt.title_sent' : 'portal.receipt.title')}</PageHeading>
      </div>
      <PrintHint />
      <Receipt
        unit={dossier.units.intake.name}
        title={t(code === null ? 'portal.receipt.title_sent' : 'portal.receipt.title')}
        facts={facts}
        qr={{ value: address, label: t('portal.receipt.qr'), caption: t('portal.receipt.caption') }}
      >
        <h3>{t('portal.dossier.handed_in')}</h3>
        <HandedIn dossier={dossier} />
        <p className="small">{t('portal.receipt.follow')}</p>
        {occasion !== null && <RateBySheet occasion={occasion} publicUrl={publicUrl} />}
      </Receipt>
      <Enhance script="print" />
    </>
  )
}
