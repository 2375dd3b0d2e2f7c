import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import type { PaperDetailPage } from '../../store/store-services.ts'
import {
  Actions,
  attemptForm,
  Breadcrumbs,
  Button,
  type Fact,
  Facts,
  Notice,
  PageHeading,
  readForm,
} from '../../ui/index.ts'
import { citizenPage } from '../guard.ts'
import { AccessLog, ChangeLog } from './paper-logs.tsx'
import { PaperStateTag } from './paper-parts.tsx'
import { Copies, Shares } from './paper-uses.tsx'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { portal, actor } = citizenPage(context)
  return { page: await portal.papers.get(actor, params.id ?? '') }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { portal, actor } = citizenPage(context)
  const id = params.id ?? ''
  const form = await readForm(request)
  const done = (key: string, values: Record<string, string> = {}) =>
    redirect(`/kho-giay-to/${id}`, {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key, params: values }) },
    })
  return attemptForm(form, async () => {
    const act = form.text('act')
    if (act === 'copy') {
      const { verificationCode } = await portal.papers.copy(actor, id)
      return done('papers.copy.done', { code: verificationCode })
    }
    if (act === 'unshare') {
      await portal.papers.unshare(actor, form.text('shareId'))
      return done('papers.share.ended')
    }
    const { code } = await portal.papers.share(actor, id, form.text('code'))
    return done('papers.share.done', { code })
  })
}

/** One paper of mine: what it says, who looked at it and why, and what I may do with it. */
export default function PaperPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { page } = loaderData
  const { paper, state } = page
  return (
    <div className="narrow">
      <Breadcrumbs crumbs={[{ label: t('papers.title'), to: '/kho-giay-to' }, { label: paper.details.title }]} />
      <PageHeading faulty={(actionData?.form.faults.length ?? 0) > 0}>{paper.details.title}</PageHeading>
      <p className="lead">
        <PaperStateTag state={state} /> {t(`papers.state_says.${state}`)}
      </p>
      <Facts facts={paperFacts(page, useShell())} />
      {paper.replacedBy !== null && (
        <Notice>
          <p>
            <a href={`/kho-giay-to/${paper.replacedBy}`}>{t('papers.newer')}</a>
          </p>
        </Notice>
      )}
      <form method="post" action={`/kho-giay-to/${paper.id}/mo`}>
        <Actions>
          <Button>{t('papers.download')}</Button>
        </Actions>
      </form>
      <Copies page={page} state={actionData?.form} />
      <Shares page={page} state={actionData?.form} />
      <AccessLog accesses={page.accesses} />
      <ChangeLog changes={page.changes} />
    </div>
  )
}

function paperFacts({ paper }: PaperDetailPage, { t, format }: ReturnType<typeof useShell>): Fact[] {
  const { details, issuedOn, validTo, revokedAt, revokedBecause } = paper
  const facts: (Fact | null)[] = [
    details.number === '' ? null : { term: t('papers.number'), value: details.number },
    details.issuer === '' ? null : { term: t('papers.issuer'), value: details.issuer },
    issuedOn === null ? null : { term: t('papers.issued_on'), value: format.weekdayDate(issuedOn, 'with-year') },
    {
      term: t('papers.valid_to'),
      value: validTo === null ? t('papers.no_end') : format.weekdayDate(validTo, 'with-year'),
    },
    { term: t('papers.origin'), value: t(`papers.kind.${paper.kind}`) },
    { term: t('papers.kept_at'), value: format.dateTime(paper.keptAt) },
    { term: t('papers.file'), value: `${fileKind(paper.mediaType)}, ${format.fileSize(paper.size)}` },
    { term: 'SHA-256', value: <code className="hash">{paper.fileHash}</code> },
    revokedAt === null
      ? null
      : {
          term: t('papers.revoked_at'),
          value: format.dateTime(revokedAt),
          note: t(`papers.because.${revokedBecause ?? 'issuer'}`),
        },
  ]
  return facts.filter((fact) => fact !== null)
}

function fileKind(mediaType: string): string {
  return mediaType.split('/').at(-1)?.split('.').at(-1)?.slice(0, 8).toUpperCase() ?? ''
}
