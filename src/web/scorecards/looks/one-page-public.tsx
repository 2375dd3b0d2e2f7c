import type { LoaderFunctionArgs } from 'react-router'
import { getPage } from '../../page-context.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Breadcrumbs } from '../../ui/index.ts'
import { publicRoundPath } from '../addresses.ts'
import { OnePage } from './one-page.tsx'

/** A unit's published year on one sheet of paper, for everybody. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const { scorecards } = getPage(context).services
  return { look: await scorecards.publicSheetLook(params.id ?? '', params.sheet ?? '') }
}

export default function OnePagePublic({ loaderData: { look } }: PageProps<typeof loader>) {
  const { t } = useShell()
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.public.title'), to: '/chi-so' },
          { label: String(look.year), to: publicRoundPath(look.roundId) },
          { label: look.unit.name, to: `${publicRoundPath(look.roundId)}/${look.sheetId}` },
          { label: t('looks.one_page.link') },
        ]}
      />
      <OnePage look={look} remedies={null} />
    </>
  )
}
