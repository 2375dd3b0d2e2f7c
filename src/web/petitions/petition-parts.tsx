import type { DueView } from '../../modules/casework/views/view-types.ts'
import type { PetitionStateName } from '../../modules/petitions/petition.ts'
import type { FiveClear, PetitionClock, PetitionContent, PetitionLine } from '../../modules/petitions/view-types.ts'
import { deadlineFacts } from '../portal/dossiers/dossier-parts.tsx'
import { useShell } from '../shell.ts'
import { DeadlineBlock, type Fact, Facts, Steps, Tag, type Tone } from '../ui/index.ts'

const tones: Readonly<Record<PetitionStateName, Tone>> = {
  received: 'plain',
  processing: 'plain',
  waiting: 'wait',
  drafted: 'plain',
  approved: 'ok',
  published: 'ok',
  refused: 'plain',
  merged: 'plain',
  lapsed: 'plain',
}

export function StateTag({ state }: { state: PetitionStateName }) {
  const { t } = useShell()
  return <Tag tone={tones[state]}>{t(`petitions.state.${state}`)}</Tag>
}

/** The five "rõ": who, which task, which office answers, by when, with what result. */
export function FiveClearFacts({
  clear,
  state,
  task,
  result,
}: {
  clear: FiveClear
  state: PetitionStateName
  task: string
  result: string
}) {
  const { t, format } = useShell()
  const facts: Fact[] = [
    { term: t('petitions.clear.person'), value: clear.officerName ?? t('petitions.clear.nobody') },
    { term: t('petitions.clear.task'), value: task },
    { term: t('petitions.clear.office'), value: clear.agencyName },
    { term: t('petitions.clear.time'), value: format.weekdayTime(new Date(clear.processDueAt), 'with-year') },
    { term: t('petitions.clear.result'), value: result },
  ]
  return (
    <>
      <PetitionDeadline due={clear.due} state={state} />
      <Facts facts={facts} />
    </>
  )
}

function PetitionDeadline({ due, state }: { due: DueView; state: PetitionStateName }) {
  const { t } = useShell()
  if (due.kind === 'done') return null
  const label = state === 'waiting' && due.dueAt === null ? { label: t('petitions.state.waiting') } : {}
  return <DeadlineBlock {...deadlineFacts(due)} {...label} lines={[t(`petitions.why.${state}`)]} />
}

/** Each clock that counts now: who must do what by when, and whether it runs. */
export function ClockFacts({ clocks }: { clocks: readonly PetitionClock[] }) {
  const { t, format } = useShell()
  return (
    <Facts
      facts={clocks.map(({ name, until, state }) => ({
        term: t(`petitions.clock.${name}`),
        value: format.weekdayTime(new Date(until), 'with-year'),
        note: t(state === 'over' && name === 'ask' ? 'petitions.clock.ask_over' : `petitions.clock.${state}`),
      }))}
    />
  )
}

/** The same for whoever wrote, in one sentence. */
export function ClockSentence({ clocks }: { clocks: readonly PetitionClock[] }) {
  const { t, format } = useShell()
  const [first] = clocks
  if (first === undefined) return null
  const until = format.weekdayDate(new Date(first.until))
  const key = first.state === 'over' ? 'over' : 'says'
  return <p>{t(`petitions.clock.${key}.${first.name}`, { until })}</p>
}

/** What happened, newest first. */
export function PetitionTimeline({ lines }: { lines: readonly PetitionLine[] }) {
  const { t, format } = useShell()
  const items = [...lines].reverse().map((line) => {
    const who = line.agencyName === '' && line.officerName === null ? whoOf(line) : null
    const facts = [format.dateTime(new Date(line.at)), line.officerName, who === null ? line.agencyName : t(who)]
    return {
      title: t(`petitions.line.${line.type}`, { to: line.toAgencyName ?? '' }),
      detail: (
        <>
          <span className="num">{facts.filter((fact) => fact !== null && fact !== '').join(' · ')}</span>
          {line.ground !== null && <div>{t(`petitions.ground.${line.ground}`)}</div>}
          {line.reason !== null && <div>{t(`petitions.look.${line.reason}`)}</div>}
          {line.text !== null && <div className="typed">{line.text}</div>}
        </>
      ),
      state: 'done' as const,
    }
  })
  return <Steps items={items} />
}

function whoOf({ type }: PetitionLine): string {
  return type === 'PetitionEscalated' ? 'petitions.by.system' : 'petitions.by.writer'
}

interface ContentFactsProps {
  content: PetitionContent
  communeName: string
  /** The list of this commune's petitions, for officers. */
  communeLink?: string
}

/** What was written. */
export function ContentFacts({ content, communeName, communeLink }: ContentFactsProps) {
  const { t } = useShell()
  const { spot } = content
  const at = spot == null ? '' : `${spot.latitude}, ${spot.longitude}`
  const facts = [
    { term: t('petitions.form.place'), value: content.place },
    {
      term: t('petitions.form.commune'),
      value: communeLink === undefined || communeName === '' ? communeName : <a href={communeLink}>{communeName}</a>,
    },
    // Opened by the device's own map; no other site learns of the place by our page.
    { term: t('petitions.form.spot'), value: at === '' ? '' : <a href={`geo:${at.replace(' ', '')}`}>{at}</a> },
    { term: t('petitions.form.about'), value: content.about },
    { term: t('petitions.form.dossier'), value: content.dossierCode },
  ].filter(({ value }) => value !== '')
  return (
    <>
      <p className="typed">{content.text}</p>
      {facts.length > 0 && <Facts facts={facts} />}
    </>
  )
}
