import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Enhance, Facts, PageHeading, Poster, PrintHint } from '../../ui/index.ts'
import { publicPage } from '../guard.ts'
import { official } from '../texts.ts'
import { loader as procedureLoader } from './procedure.tsx'
import { LegalBases, PaperList, procedureFacts } from './procedure-parts.tsx'

export async function loader(args: LoaderFunctionArgs) {
  const { procedure } = await procedureLoader(args)
  return { procedure, address: `${publicPage(args.context).portal.publicUrl}/thu-tuc/${procedure.document.code}` }
}

/** The procedure as a page for the wall (A4), with a QR code that leads to the newest text. */
export default function PosterPage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, locale, format, requestedAt } = shell
  const { procedure, address } = loaderData
  const { document } = procedure
  return (
    <>
      <PrintHint />
      <Poster
        heading={
          <PageHeading kicker={`${document.field.name[locale]} · ${document.code}`}>
            {official(document.name, locale)}
          </PageHeading>
        }
        qr={{ value: address, label: t('portal.poster.qr'), caption: t('portal.poster.caption') }}
      >
        <Facts facts={procedureFacts(procedure, shell)} />
        <h2>{t('portal.procedure.papers')}</h2>
        <PaperList procedure={procedure} />
        <h2>{t('portal.procedure.bases')}</h2>
        <LegalBases document={document} />
        <p className="small soft">{t('portal.poster.printed', { date: format.date(requestedAt) })}</p>
      </Poster>
      <Enhance script="print" />
    </>
  )
}
