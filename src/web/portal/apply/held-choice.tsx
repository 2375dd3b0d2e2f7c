import type { HeldComponent } from '../../../modules/casework/papers/held-component.ts'
import type { HeldPaper } from '../../../modules/vault/papers/paper.ts'
import { useShell } from '../../shell.ts'
import { LinkButton, Notice, SecondButton } from '../../ui/index.ts'
import { paperLine } from '../papers/paper-parts.tsx'
import type { DraftPage } from '../services/drafts.ts'

/** What is handed in, as far as held papers can stand in it. */
export type Choosing = Pick<DraftPage, 'held' | 'chosen' | 'files'>

interface HeldChoiceProps {
  of: Choosing
  componentKey: string
  /** The address that takes the choice. */
  to: string
  /** What makes a component needless is taken by itself; else a press takes it. */
  byItself?: boolean
}

/** What a registry answered for one paper: it need not be handed in, and nothing is to be pressed. */
export function RegistryAnswers({ answered, componentKey }: { answered: DraftPage['answered']; componentKey: string }) {
  const { t, format } = useShell()
  const there = answered.filter((one) => one.componentKey === componentKey)
  return there.map(({ answer: { registry, title, reference, issuer, askedAt } }) => (
    <Notice key={`${registry} ${reference}`} tone="ok" title={t('papers.national')}>
      <p>
        {[title, t('papers.number_short', { number: reference }), issuer].filter((part) => part !== '').join(' · ')}
      </p>
      <p className="small">
        {registry} · {t('papers.registry_asked', { at: format.dateTime(new Date(askedAt)) })}
      </p>
    </Notice>
  ))
}

/** What the store holds for one paper: not asked for, or to be used again by a press. */
export function HeldChoice({ of, componentKey, to, byItself = true }: HeldChoiceProps) {
  const { t } = useShell()
  const held = of.held.find((one) => one.componentKey === componentKey)
  if (held === undefined) return null
  const isUploaded = !byItself || of.files.some((file) => file.componentKey === componentKey)
  const usedId = of.chosen[componentKey] ?? (isUploaded ? undefined : held.standing[0]?.id)
  const needless = held.standing.length > 0
  return (
    <Notice tone={needless ? 'ok' : 'plain'} title={t(needless ? 'papers.held' : 'papers.held_earlier')}>
      <ul className="list">
        {allOf(held).map((paper) => (
          <HeldLine key={paper.id} paper={paper} {...{ of, componentKey, to, used: paper.id === usedId }} />
        ))}
      </ul>
    </Notice>
  )
}

function allOf({ standing, earlier }: HeldComponent): HeldPaper[] {
  return [...standing, ...earlier]
}

interface HeldLineProps extends Pick<HeldChoiceProps, 'of' | 'componentKey' | 'to'> {
  paper: HeldPaper
  used: boolean
}

function HeldLine({ paper, of, componentKey, to, used }: HeldLineProps) {
  const shell = useShell()
  const { t } = shell
  const chosen = of.chosen[componentKey] === paper.id
  return (
    <li>
      <b>{paper.details.title}</b> {used && t('papers.apply.used')}
      <div className="small">{paperLine(paper, shell)}</div>
      {(chosen || !used) && (
        <form method="post" action={to}>
          <input type="hidden" name="componentKey" value={componentKey} />
          <input type="hidden" name="paperId" value={chosen ? '' : paper.id} />
          {chosen ? (
            <LinkButton>{t('papers.apply.undo')}</LinkButton>
          ) : (
            <SecondButton>
              {t('papers.apply.use')} <span className="visually-hidden">{paperLine(paper, shell)}</span>
            </SecondButton>
          )}
        </form>
      )}
    </li>
  )
}
