import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { ButtonLink, ComponentList, EmptyState, Notice, PageHeading, Pager } from '../../ui/index.ts'
import { citizenPage } from '../guard.ts'
import { PaperStateTag, paperLine } from './paper-parts.tsx'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { portal, actor } = citizenPage(context)
  const after = new URL(request.url).searchParams.get('sau') ?? undefined
  return { ...(await portal.papers.list(actor, after)), isFirst: after === undefined }
}

/** What the office holds for me, so that I need not bring it again. */
export default function OwnPapersPage({ loaderData }: PageProps<typeof loader>) {
  const shell = useShell()
  const { t, format } = shell
  const { papers, next, reused, isFirst } = loaderData
  return (
    <div className="narrow">
      <PageHeading>{t('papers.title')}</PageHeading>
      <p className="lead">{t('papers.lead')}</p>
      {reused > 0 && (
        <Notice tone="ok">
          <p>{t('papers.reused', { count: format.number(reused) })}</p>
        </Notice>
      )}
      {papers.length === 0 ? (
        <EmptyState title={t('papers.none')} text={t('papers.none_text')}>
          <ButtonLink to="/thu-tuc">{t('papers.find_procedure')}</ButtonLink>
        </EmptyState>
      ) : (
        <ComponentList
          items={papers.map(({ paper, state }) => ({
            name: (
              <>
                <a className="row-link" href={`/kho-giay-to/${paper.id}`}>
                  {paper.details.title}
                </a>{' '}
                <PaperStateTag state={state} />
              </>
            ),
            detail: (
              <>
                <div>{paperLine(paper, shell)}</div>
                <div>
                  {t(`papers.kind.${paper.kind}`)}
                  {paper.validTo !== null && ` · ${t('papers.until_short', { date: format.date(paper.validTo) })}`}
                </div>
              </>
            ),
          }))}
        />
      )}
      <Pager
        {...(isFirst ? {} : { previous: '/kho-giay-to' })}
        {...(next === null ? {} : { next: `/kho-giay-to?sau=${encodeURIComponent(next)}` })}
      />
      <p className="small soft">{t('papers.privacy')}</p>
    </div>
  )
}
