import type { LoaderFunctionArgs } from 'react-router'
import type { DraftLine } from '../../../modules/casework/drafts/index.ts'
import type { OwnDossierLine } from '../../../modules/casework/views/view-types.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { ButtonLink, DataTable, DeadlineCell, EmptyState, PageHeading, Pager, Tag } from '../../ui/index.ts'
import { citizenPage } from '../guard.ts'
import { official } from '../texts.ts'
import { codeText, deadlineFacts, doneLabel, stateTone } from './dossier-parts.tsx'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { portal, actor } = citizenPage(context)
  const after = new URL(request.url).searchParams.get('sau') ?? undefined
  const [dossiers, drafts] = await Promise.all([
    portal.dossiers.list(actor, { after, limit: 20 }),
    after === undefined ? portal.drafts.list(actor) : [],
  ])
  return { dossiers, drafts, isFirst: after === undefined }
}

/** What I have handed in and what I have begun. What waits for me stands first in words. */
export default function OwnDossiersPage({ loaderData }: PageProps<typeof loader>) {
  const { t, locale } = useShell()
  const { dossiers, drafts, isFirst } = loaderData
  return (
    <>
      <PageHeading>{t('portal.own.title')}</PageHeading>
      {drafts.length > 0 && <Drafts drafts={drafts} />}
      {drafts.length > 0 && dossiers.rows.length > 0 && <h2>{t('portal.own.sent')}</h2>}
      <DataTable
        caption={t('portal.own.title')}
        rows={dossiers.rows}
        rowKey={(row) => row.dossierId}
        columns={[
          {
            key: 'procedure',
            label: t('portal.dossier.procedure'),
            lead: true,
            cell: (row) => (
              <>
                <a className="row-link" href={`/ho-so/${row.dossierId}`}>
                  {official(row.procedure.name, locale)}
                </a>
                <div className="soft small num">{codeText(row, t)}</div>
              </>
            ),
          },
          { key: 'state', label: t('portal.dossier.state'), cell: (row) => <StateCell row={row} /> },
          { key: 'agency', label: t('portal.dossier.agency'), cell: (row) => row.competent.name },
          {
            key: 'due',
            label: t('portal.dossier.due'),
            cell: (row) =>
              row.due === null ? '–' : <DeadlineCell {...deadlineFacts(row.due)} {...doneLabel(row.legal, t)} />,
          },
        ]}
        empty={drafts.length > 0 ? null : <Empty />}
      />
      <Pager
        {...(isFirst ? {} : { previous: '/ho-so' })}
        {...(dossiers.next === null ? {} : { next: `/ho-so?sau=${encodeURIComponent(dossiers.next)}` })}
      />
      <p>
        <a href="/phan-anh/cua-toi">{t('petitions.own.title')}</a>
      </p>
    </>
  )
}

function StateCell({ row }: { row: OwnDossierLine }) {
  const { t, format } = useShell()
  return (
    <>
      <Tag tone={stateTone(row.legal)}>{t(`portal.state.${row.legal}`)}</Tag>
      {row.answerUntil !== null && (
        <div className="small">
          {t('portal.own.answer_until', { date: format.weekdayDate(new Date(row.answerUntil)) })}
        </div>
      )}
      {row.moneyDue !== null && (
        <div className="small">{t('portal.own.pay', { amount: format.money(row.moneyDue.amount) })}</div>
      )}
    </>
  )
}

function Drafts({ drafts }: { drafts: readonly DraftLine[] }) {
  const { t, locale, format } = useShell()
  return (
    <section>
      <h2>{t('portal.own.drafts')}</h2>
      <ul className="list">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <a href={`/nop/nhap/${draft.id}`}>
              <b>{official(draft.procedureName, locale)}</b>
            </a>
            <div className="soft small">
              {t('portal.own.changed', { at: format.dateTime(draft.changedAt) })} ·{' '}
              <a href={`/nop/nhap/${draft.id}/xoa`}>
                {t('portal.own.discard')}{' '}
                <span className="visually-hidden">{official(draft.procedureName, locale)}</span>
              </a>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Empty() {
  const { t } = useShell()
  return (
    <EmptyState title={t('portal.own.empty')} text={t('portal.own.empty_text')}>
      <ButtonLink to="/thu-tuc">{t('portal.own.find')}</ButtonLink>
    </EmptyState>
  )
}
