import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { PageHeading } from '../ui/index.ts'
import { queuePage } from './queue-page.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  const { queue } = queuePage(context)
  return { centres: await queue.listCentres() }
}

/** Booking begins with where: the province's centre, then the communes'. */
export default function BookCentresPage({ loaderData }: PageProps<typeof loader>) {
  const { t } = useShell()
  const { centres } = loaderData
  return (
    <>
      <PageHeading>{t('queue.book.title')}</PageHeading>
      <p>{t('queue.book.where')}</p>
      {(['province', 'commune'] as const).map((kind) => (
        <section key={kind} aria-labelledby={`trung-tam-${kind}`}>
          <h2 id={`trung-tam-${kind}`}>{t(`queue.book.${kind}`)}</h2>
          <ul className="plain-list columns">
            {centres
              .filter((centre) => centre.kind === kind)
              .map((centre) => (
                <li key={centre.slug}>
                  <a href={`/dat-lich/${centre.slug}`}>{centre.name}</a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  )
}
