import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Breadcrumbs } from '../../ui/index.ts'
import { getDesk } from '../../workspace/guard.ts'
import { DESK, sheetPath } from '../addresses.ts'
import { OnePage } from './one-page.tsx'

/** A unit's year on one sheet of paper, with its plan of remedies. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const id = params.id ?? ''
  const { scorecards } = page.services
  const [look, { remedies }] = await Promise.all([
    scorecards.sheetLook(page.actor, id),
    scorecards.sheet(page.actor, id),
  ])
  return { look, remedies }
}

export default function OnePageDesk({ loaderData: { look, remedies } }: PageProps<typeof loader>) {
  const { t } = useShell()
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.title'), to: DESK },
          { label: look.unit.name, to: sheetPath(look.sheetId) },
          { label: t('looks.one_page.link') },
        ]}
      />
      <OnePage look={look} remedies={remedies} />
    </>
  )
}
