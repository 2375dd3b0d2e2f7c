import type { LoaderFunctionArgs } from 'react-router'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Facts, PageHeading } from '../ui/index.ts'

export async function loader({ context, params }: LoaderFunctionArgs) {
  return { one: await getPage(context).services.petitions.publishedOne(params.id ?? '') }
}

/** One petition and its answer, as everybody reads it. */
export default function PublicPage({ loaderData }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  const { one } = loaderData
  return (
    <div className="narrow">
      <PageHeading kicker={t(`petitions.kind.${one.kind}`)}>{one.title}</PageHeading>
      <p className="typed">{one.question}</p>
      <h2>{t('petitions.answer')}</h2>
      <p className="typed">{one.answer}</p>
      <Facts
        facts={[
          { term: t('petitions.clear.office'), value: one.agencyName },
          { term: t('petitions.public.on'), value: format.weekdayDate(new Date(one.publishedAt)) },
        ]}
      />
      <p>
        <a href="/phan-anh">{t('petitions.public.back')}</a>
      </p>
    </div>
  )
}
