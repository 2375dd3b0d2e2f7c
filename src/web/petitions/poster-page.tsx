import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { EmptyState, Enhance, PageHeading, PrintHint, QrCode } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  const own = (await services.petitions.agencies()).filter(({ id }) =>
    actor.mandates.some(({ agencyId }) => agencyId === id),
  )
  const agency = own.find(({ kind }) => kind === 'one_stop_centre') ?? own[0] ?? null
  const address = `${services.petitions.publicUrl}/phan-anh/gui?noi=${encodeURIComponent(agency?.code ?? '')}`
  return { agency, address }
}

/** The poster of a counter: its code opens the form with the centre chosen. */
export default function PosterPage({ loaderData }: PageProps<typeof loader>) {
  const { t } = useShell()
  const { agency, address } = loaderData
  if (agency === null) {
    return (
      <>
        <PageHeading>{t('petitions.poster.title')}</PageHeading>
        <EmptyState title={t('petitions.poster.none')} />
      </>
    )
  }
  return (
    <>
      <PrintHint />
      <article className="wall-poster">
        <PageHeading kicker={agency.name}>{t('petitions.poster.title')}</PageHeading>
        <QrCode value={address} label={t('petitions.poster.qr')} />
        <p className="num">{address}</p>
        <ol>
          <li>{t('petitions.poster.scan')}</li>
          <li>{t('petitions.poster.write')}</li>
          <li>{t('petitions.poster.keep')}</li>
        </ol>
        <p>{t('petitions.poster.safe')}</p>
      </article>
      <Enhance script="print" />
    </>
  )
}
