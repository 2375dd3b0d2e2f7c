import type { LoaderFunctionArgs } from 'react-router'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { PageHeading } from '../ui/index.ts'
import { readSatisfactionChoice, SatisfactionTable } from './satisfaction-table.tsx'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const choice = readSatisfactionChoice(request.url)
  return { choice, satisfaction: await getPage(context).services.ratings.publicSatisfaction(choice) }
}

/** How content people were with the offices of the province, for everybody. */
export default function PublicSatisfactionPage({ loaderData }: PageProps<typeof loader>) {
  const { t } = useShell()
  return (
    <>
      <PageHeading>{t('feedback.satisfaction.title')}</PageHeading>
      <p className="lead">{t('feedback.satisfaction.public_text')}</p>
      <SatisfactionTable satisfaction={loaderData.satisfaction} year={loaderData.choice.year} />
      <h2>{t('feedback.how.title')}</h2>
      <p>{t('feedback.how.text')}</p>
    </>
  )
}
