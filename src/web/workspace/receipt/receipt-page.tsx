import { data, type LoaderFunctionArgs } from 'react-router'
import type { DossierPage } from '../../../modules/casework/views/view-types.ts'
import type { PageProps } from '../../page-props.ts'
import { type Shell, useShell } from '../../shell.ts'
import { Breadcrumbs, DataTable, Enhance, type Fact, PageHeading, PrintHint, Receipt } from '../../ui/index.ts'
import { dossierPath } from '../addresses.ts'
import { dossierIdOf, getDesk } from '../guard.ts'
import { nameIn } from '../texts.ts'

/** Form 01 of TT 03/2025: the receipt with the date of the result. Exists from acceptance on. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const dossier = await page.desk.getDossierPage(page.actor, dossierIdOf(params.id), page.locale)
  if (dossier.code === null || dossier.acceptedAt === null) throw data(null, { status: 404 })
  const unit = await page.desk.describeAgency(dossier.units.intake.id)
  const { limit } = await page.desk.limitOf(dossier.dossierId)
  return {
    dossier,
    code: dossier.code,
    acceptedAt: dossier.acceptedAt,
    unit,
    limit,
    origin: new URL(request.url).origin,
  }
}

export default function ReceiptPage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t } = shell
  const { dossier, code, unit, origin } = loaderData
  const address = `${origin}/tra-cuu/${code}`
  return (
    <>
      <div className="no-print">
        <Breadcrumbs
          crumbs={[{ label: code, to: dossierPath(dossier.dossierId) }, { label: t('workspace.receipt.short') }]}
        />
        <PageHeading>{t('workspace.receipt.title')}</PageHeading>
        <PrintHint />
        <p>
          <a href={`${dossierPath(dossier.dossierId)}/giay/01.pdf`}>{t('documents.as_pdf')}</a>
        </p>
      </div>
      <div className="form-a5">
        <div className="nation" lang="vi">
          <p>
            <b>{t('workspace.receipt.nation')}</b>
          </p>
          <p>
            <b>{t('workspace.receipt.motto')}</b>
          </p>
        </div>
        <Receipt
          unit={unit.name}
          title={t('workspace.receipt.title')}
          facts={receiptFacts(loaderData, shell)}
          qr={{ value: address, label: t('workspace.receipt.qr', { code }), caption: address }}
          signatures={[t('workspace.receipt.sign_applicant'), t('workspace.receipt.sign_officer')]}
        >
          <Papers dossier={dossier} />
        </Receipt>
      </div>
      <Enhance script="print" />
    </>
  )
}

function receiptFacts(loaded: PageProps<typeof loader>['loaderData'], { t, format, locale }: Shell): Fact[] {
  const { dossier, code, acceptedAt, unit, limit } = loaded
  const { applicant, due, units } = dossier
  const number = applicant?.identityNumber ?? applicant?.taxCode
  const promised = due?.firstDueAt ?? due?.dueAt ?? null
  const officer = dossier.timeline.find((line) => line.type === 'Accepted')?.actor
  const rows: [string, string | null | undefined][] = [
    ['code', code],
    ['applicant', applicant?.fullName ?? t('workspace.erased')],
    ['number', number],
    ['address', applicant?.address?.line],
    ['authorised', dossier.authorised?.person?.fullName],
    ['phone', applicant?.phone],
    ['email', applicant?.email],
    ['request', nameIn(dossier.procedure.name, locale)],
    ['channel', t(`workspace.channel.${dossier.channel}`)],
    ['competent', units.competent.name],
    ['limit', limit === null ? null : limitText(limit, t, format)],
    ['received', format.weekdayTime(new Date(acceptedAt), 'with-year')],
    ['promised', promised === null ? null : format.weekdayTime(new Date(promised), 'with-year')],
    ['officer', officer],
    ['return_at', units.return.name],
    ['unit_phone', unit.phone ?? t('workspace.receipt.not_known')],
  ]
  return rows.flatMap(([name, value]) => (value == null ? [] : [{ term: t(`workspace.receipt.${name}`), value }]))
}

function limitText(limit: { quantity: number; unit: string }, t: Shell['t'], format: Shell['format']): string {
  if (limit.quantity === 0) return t('workspace.receipt.same_day')
  return t(`workspace.limit.${limit.unit}`, { count: format.number(limit.quantity, 1) })
}

interface PaperRow {
  key: string
  name: string
  originals: number
  certifiedCopies: number
  copies: number
  files: number
}

function Papers({ dossier }: { dossier: DossierPage }) {
  const { t, locale } = useShell()
  const rows: PaperRow[] = dossier.components
    .filter((component) => component.papers.length > 0 || component.attachments.length > 0)
    .map((component) => ({
      key: component.key,
      name: nameIn(component.name, locale),
      originals: component.papers.reduce((sum, paper) => sum + paper.originals, 0),
      certifiedCopies: component.papers.reduce((sum, paper) => sum + (paper.certifiedCopies ?? 0), 0),
      copies: component.papers.reduce((sum, paper) => sum + paper.copies, 0),
      files: component.attachments.length,
    }))
  if (rows.length === 0) return <p>{t('workspace.receipt.no_papers')}</p>
  return (
    <DataTable
      caption={t('workspace.dossier.components')}
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        { key: 'name', label: t('workspace.receipt.paper'), lead: true, cell: (row) => row.name },
        { key: 'originals', label: t('intake.originals'), align: 'right', cell: (row) => row.originals },
        {
          key: 'certified',
          label: t('intake.certified'),
          align: 'right',
          cell: (row) => row.certifiedCopies,
        },
        { key: 'copies', label: t('intake.copies'), align: 'right', cell: (row) => row.copies },
        { key: 'files', label: t('workspace.receipt.files'), align: 'right', cell: (row) => row.files },
      ]}
    />
  )
}
