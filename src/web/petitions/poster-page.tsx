import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { EmptyState, Enhance, PageHeading, Poster, PrintHint } from '../ui/index.ts'
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
      <Poster
        heading={<PageHeading kicker={agency.name}>{t('petitions.poster.title')}</PageHeading>}
        qr={{ value: address, label: t('petitions.poster.qr'), caption: address }}
      >
        <p>{t('petitions.poster.text')}</p>
      </Poster>
      <Enhance script="print" />
    </>
  )
}
