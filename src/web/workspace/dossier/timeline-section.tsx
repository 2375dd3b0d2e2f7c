import type { DossierPage, TimelineLine } from '../../../modules/casework/views/view-types.ts'
import { type Shell, useShell } from '../../shell.ts'
import { type StepItem, Steps, Tag } from '../../ui/index.ts'
import { nameIn } from '../texts.ts'

/** Everything that happened, newest first: who, when, what, in whose words. */
export function TimelineSection({ dossier }: { dossier: DossierPage }) {
  const shell = useShell()
  const open = dossier.finishedAt === null && dossier.returnedAt === null
  const lines = [...dossier.timeline].reverse()
  return (
    <section aria-labelledby="dien-bien">
      <h2 id="dien-bien">{shell.t('workspace.dossier.timeline')}</h2>
      <Steps items={lines.map((line, at) => itemOf(line, open && at === 0, shell))} />
    </section>
  )
}

/** Handed over with fees still due: said beside the entry, the reason below it. */
export function isUnpaid({ type, params }: Pick<TimelineLine, 'type' | 'params'>): boolean {
  return type === 'ResultReturned' && typeof params.amount === 'number'
}

function itemOf(line: TimelineLine, now: boolean, { t, locale, format }: Shell): StepItem {
  const params = Object.fromEntries(Object.entries(line.params).map(([name, value]) => [name, said(name, value)]))
  function said(name: string, value: TimelineLine['params'][string]): string | number {
    if (typeof value === 'object') return nameIn(value, locale)
    if (typeof value === 'number' && /At$|^until$/.test(name)) return format.weekdayTime(new Date(value))
    if (typeof value === 'number' && name === 'amount') return format.money(value)
    return value
  }
  const who = line.byApplicant ? t('workspace.dossier.by_applicant') : line.actor
  const place = [format.dateTime(new Date(line.at)), who, line.agency?.name].filter((part) => part != null)
  return {
    title: (
      <>
        {t(line.key, params)} {isUnpaid(line) && <Tag tone="soon">{t('workspace.dossier.unpaid', params)}</Tag>}{' '}
        {line.correctedBy !== null && <Tag tone="soon">{t('workspace.dossier.corrected')}</Tag>}
      </>
    ),
    detail: (
      <>
        <div className="num">{place.join(' · ')}</div>
        {line.texts.map(({ part, text }) => (
          <div key={part}>
            {t(`workspace.text.${part}`)}: {text ?? t('workspace.erased')}
          </div>
        ))}
      </>
    ),
    state: now ? 'now' : 'done',
  }
}
