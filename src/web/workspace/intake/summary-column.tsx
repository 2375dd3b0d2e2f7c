import { feeText } from '../../portal/texts.ts'
import { useShell } from '../../shell.ts'
import { Actions, Button, DeadlineBlock, type Fact, Facts, SecondButton, Tag } from '../../ui/index.ts'
import { dossierPath } from '../addresses.ts'
import type { CounterProcedure } from '../services/intake.ts'
import { nameIn, sentence } from '../texts.ts'
import { formOf } from './intake-values.ts'
import type { IntakeWork } from './intake-work.ts'

/** On one screen beside the form: who, what, what is missing, until when, what it costs; and the one button. */
export function SummaryColumn({ work }: { work: IntakeWork }) {
  const { t, locale } = useShell()
  const { procedure, preview } = work
  const form = formOf(work.form.values)
  const who = form.text('applicant/fullName')
  const facts: Fact[] = [
    { term: t('intake.applicant'), value: who === '' ? t('intake.nobody_yet') : who },
    {
      term: t('intake.procedure'),
      value: procedure === null ? t('intake.nothing_yet') : nameIn(procedure.name, locale),
    },
    ...(preview?.competent == null ? [] : [competentFact(preview.competent, preview.elsewhere && !preview.settle, t)]),
  ]
  return (
    <aside aria-label={t('intake.summary')}>
      <Facts facts={facts} stacked />
      {procedure !== null && <MissingList work={work} />}
      <DuePreview work={work} />
      {procedure !== null && <Fees procedure={procedure} />}
      <Earlier work={work} />
      <Actions>
        <Button name="act" value="submit" disabled={procedure?.open === false}>
          {t(work.basket.length > 0 ? 'intake.submit_all' : 'intake.submit')}
        </Button>
        <SecondButton name="act" value="keep">
          {t('intake.keep')}
        </SecondButton>
      </Actions>
      <p className="soft small">{t('intake.keep_hint')}</p>
    </aside>
  )
}

function competentFact(name: string, elsewhere: boolean, t: ReturnType<typeof useShell>['t']): Fact {
  const fact = { term: t('workspace.dossier.competent_unit'), value: name }
  return elsewhere ? { ...fact, note: t('intake.elsewhere') } : fact
}

function MissingList({ work: { missing } }: { work: IntakeWork }) {
  const { t, locale } = useShell()
  return (
    <div data-missing-list="">
      <p data-nothing-missing="" hidden={missing.length > 0}>
        <Tag tone="ok">{t('intake.complete')}</Tag>
      </p>
      {missing.length > 0 && (
        <div data-still-missing="">
          <h2>{t('intake.missing')}</h2>
          <ul>
            {missing.map((group) => (
              <li key={group[0]?.key} data-missing={group.map(({ key }) => key).join(' ')}>
                {group.map(({ name }) => nameIn(name, locale)).join(t('intake.or'))}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

/** The lines of money as the catalogue knows them; a line without a kind stands under both names. */
function Fees({ procedure }: { procedure: CounterProcedure }) {
  const shell = useShell()
  const { t } = shell
  const lines = procedure.fees.map((line) => ({
    text: feeText(line, shell),
    note: line.condition === null ? '' : ` (${line.condition})`,
  }))
  const value =
    lines.length === 0 ? t('portal.limit.unknown') : lines.map(({ text, note }) => `${text}${note}`).join('; ')
  return <Facts facts={[{ term: t('portal.fee.kind.unstated'), value }]} stacked />
}

function DuePreview({ work: { preview, postItem } }: { work: IntakeWork }) {
  const { t, format } = useShell()
  if (preview?.due == null) return null
  const { dueAt, lines, provisional } = preview.due
  return (
    <>
      {postItem !== null && (
        <p className="small">{t('intake.post_clock', { date: format.weekdayTime(new Date(postItem.signedAt)) })}</p>
      )}
      <DeadlineBlock
        dueAt={new Date(dueAt)}
        state="ok"
        progress={0}
        label={t('intake.if_now')}
        lines={lines.map((line) => sentence(line, t))}
        provisional={provisional}
      />
    </>
  )
}

function Earlier({ work: { earlier } }: { work: IntakeWork }) {
  const { t, locale, format } = useShell()
  if (earlier.length === 0) return null
  return (
    <details className="disclosure">
      <summary>{t('intake.earlier', { count: earlier.length })}</summary>
      <ul className="list small">
        {earlier.map((row) => (
          <li key={row.dossierId}>
            <a href={dossierPath(row.dossierId)}>{row.code ?? format.date(new Date(row.submittedAt))}</a>{' '}
            {nameIn(row.procedure.name, locale)} <span className="soft">{t(`state.${row.legal}`)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
