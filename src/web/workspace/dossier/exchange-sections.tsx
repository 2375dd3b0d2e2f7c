import type { DossierPage, OpinionView, SupplementView, TextView } from '../../../modules/casework/views/view-types.ts'
import { useShell } from '../../shell.ts'
import { ComponentList, Facts, Notice, type Tone } from '../../ui/index.ts'
import { filePath } from '../addresses.ts'
import { nameIn } from '../texts.ts'

/** What was asked of the applicant: each time, until when, and what became of it. */
export function SupplementSection({ dossier }: { dossier: DossierPage }) {
  const { t } = useShell()
  if (dossier.supplements.length === 0) return null
  return (
    <section aria-labelledby="bo-sung">
      <h2 id="bo-sung">{t('workspace.dossier.supplements')}</h2>
      <ComponentList
        items={dossier.supplements.map((supplement) => ({
          name: t('workspace.supplement.round', { round: supplement.round }),
          tags: [
            supplement.suppliedAt === null
              ? { label: t('workspace.supplement.waiting'), tone: 'wait' as Tone }
              : { label: t('workspace.supplement.done'), tone: 'ok' as Tone },
          ],
          detail: <SupplementDetail supplement={supplement} />,
        }))}
      />
    </section>
  )
}

function SupplementDetail({ supplement }: { supplement: SupplementView }) {
  const { t, locale, format } = useShell()
  const until = format.weekdayDate(new Date(supplement.until))
  return (
    <>
      <div>{supplement.components.map(({ name }) => nameIn(name, locale)).join('; ')}</div>
      <div>
        {t('workspace.text.reason')}: <Said text={supplement.reason} />
      </div>
      {supplement.legalGround !== null && (
        <div>
          {t('workspace.text.legalGround')}: <Said text={supplement.legalGround} />
        </div>
      )}
      <div className="num">
        {t('workspace.supplement.asked', {
          name: supplement.requestedBy.name,
          at: format.dateTime(new Date(supplement.requestedAt)),
        })}{' '}
        ·{' '}
        {supplement.suppliedAt === null
          ? t('workspace.until', { date: until })
          : t('workspace.supplement.supplied', { at: format.dateTime(new Date(supplement.suppliedAt)) })}
      </div>
    </>
  )
}

export function OpinionSection({ dossier }: { dossier: DossierPage }) {
  const { t } = useShell()
  if (dossier.opinions.length === 0) return null
  return (
    <section aria-labelledby="y-kien">
      <h2 id="y-kien">{t('workspace.dossier.opinions')}</h2>
      <ComponentList
        items={dossier.opinions.map((opinion) => ({
          name: opinion.agency.name,
          tags: opinionTags(opinion, t),
          detail: <OpinionDetail opinion={opinion} />,
        }))}
      />
    </section>
  )
}

function opinionTags(opinion: OpinionView, t: (key: string) => string): { label: string; tone: Tone }[] {
  const late = opinion.late ? [{ label: t('workspace.opinion.late'), tone: 'late' as const }] : []
  if (opinion.answeredAt === null) return [{ label: t('workspace.opinion.waiting'), tone: 'wait' }, ...late]
  const stance = opinion.agrees === true ? 'agrees' : 'disagrees'
  return [{ label: t(`workspace.opinion.${stance}`), tone: opinion.agrees === true ? 'ok' : 'soon' }, ...late]
}

function OpinionDetail({ opinion }: { opinion: OpinionView }) {
  const { t, format } = useShell()
  return (
    <>
      <div>
        {t('workspace.text.question')}: <Said text={opinion.question} />
      </div>
      {opinion.answer !== null && (
        <div>
          {t('workspace.text.answer')}: <Said text={opinion.answer} />
        </div>
      )}
      <div className="num">
        {t('workspace.supplement.asked', {
          name: opinion.askedBy.name,
          at: format.dateTime(new Date(opinion.askedAt)),
        })}{' '}
        · {t('workspace.until', { date: format.weekdayTime(new Date(opinion.dueAt)) })}
      </div>
    </>
  )
}

export function ResultSection({ dossier }: { dossier: DossierPage }) {
  const { t, format } = useShell()
  const { result, endedReason } = dossier
  if (result === null && endedReason === null) return null
  return (
    <section aria-labelledby="ket-qua">
      <h2 id="ket-qua">{t('workspace.dossier.result')}</h2>
      {endedReason !== null && (
        <Notice>
          <p>
            {t('workspace.text.reason')}: <Said text={endedReason} />
          </p>
        </Notice>
      )}
      {result !== null && (
        <Facts
          facts={[
            { term: t('workspace.decision.outcome'), value: t(`workspace.decision.${result.outcome}`) },
            {
              term: t('workspace.decision.number'),
              value: result.number,
              note: t('workspace.result.signed', { date: format.date(result.issuedOn), name: result.signedBy.name }),
            },
            {
              term: t('workspace.decision.file'),
              value: <a href={filePath(dossier.dossierId, result.fileHash)}>{t('workspace.component.download')}</a>,
            },
            {
              term: t('workspace.result.verification'),
              value: <a href={`/kiem-chung/${result.verificationCode}`}>{result.verificationCode}</a>,
            },
          ]}
        />
      )}
      <HandoverFiles dossier={dossier} />
    </section>
  )
}

/** What was kept when the result was handed over. */
function HandoverFiles({ dossier: { dossierId, handover, components } }: { dossier: DossierPage }) {
  const { t, locale } = useShell()
  if (handover === null) return null
  const nameOf = (key: string) => components.find((component) => component.key === key)?.name
  const back = handover.papersBack.flatMap(({ componentKey }) => nameOf(componentKey) ?? [])
  const facts = [
    { term: t('papers.return.recipient'), value: t(`papers.return.recipient.${handover.recipient}`) },
    ...(handover.authorisation === null
      ? []
      : [
          {
            term: t('papers.return.authorisation'),
            value: (
              <a href={filePath(dossierId, handover.authorisation.fileHash)}>{t('workspace.component.download')}</a>
            ),
          },
        ]),
    ...(handover.signature === null
      ? []
      : [
          {
            term: t('papers.return.signature'),
            value: <a href={filePath(dossierId, handover.signature.fileHash)}>{t('workspace.component.download')}</a>,
            note: <code className="hash">{handover.signature.fileHash}</code>,
          },
        ]),
    ...(handover.signedOnPaper
      ? [{ term: t('papers.return.paper_signature'), value: t('papers.return.signed_on_paper') }]
      : []),
    ...(back.length === 0
      ? []
      : [{ term: t('papers.return.papers_back'), value: back.map((name) => nameIn(name, locale)).join('; ') }]),
  ]
  return <Facts facts={facts} />
}

/** A sealed text; gone when its person was erased. */
function Said({ text }: { text: TextView }) {
  const { t } = useShell()
  return text.text ?? t('workspace.erased')
}
