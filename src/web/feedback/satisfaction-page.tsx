import { data, type LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { PageHeading } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { readSatisfactionChoice, SatisfactionTable } from './satisfaction-table.tsx'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  const choice = readSatisfactionChoice(request.url)
  const satisfaction = await services.ratings.satisfaction(actor, choice)
  if (satisfaction === null) throw data(null, { status: 404 })
  return { choice, satisfaction }
}

/** How content people were with what the officer heads or oversees: counts, never who said it. */
export default function SatisfactionPage({ loaderData }: PageProps<typeof loader>) {
  const { t } = useShell()
  return (
    <>
      <PageHeading>{t('feedback.satisfaction.title')}</PageHeading>
      <p>{t('feedback.satisfaction.text')}</p>
      <SatisfactionTable satisfaction={loaderData.satisfaction} year={loaderData.choice.year} />
    </>
  )
}
