import type { HeldComponent } from '../../../modules/casework/papers/held-component.ts'
import type { HeldPaper } from '../../../modules/vault/papers/paper.ts'
import { useShell } from '../../shell.ts'
import { LinkButton, Notice, SecondButton } from '../../ui/index.ts'
import { paperLine } from '../papers/paper-parts.tsx'
import type { DraftPage } from '../services/drafts.ts'

/** What the store holds for one paper: not asked for, or to be used again by a press. */
export function HeldChoice({ draft, componentKey }: { draft: DraftPage; componentKey: string }) {
  const { t } = useShell()
  const held = draft.held.find((one) => one.componentKey === componentKey)
  if (held === undefined) return null
  const isUploaded = draft.files.some((file) => file.componentKey === componentKey)
  const usedId = draft.chosen[componentKey] ?? (isUploaded ? undefined : held.standing[0]?.id)
  const needless = held.standing.length > 0
  return (
    <Notice tone={needless ? 'ok' : 'plain'} title={t(needless ? 'papers.held' : 'papers.held_earlier')}>
      <ul className="list">
        {allOf(held).map((paper) => (
          <HeldLine key={paper.id} paper={paper} {...{ draft, componentKey, used: paper.id === usedId }} />
        ))}
      </ul>
    </Notice>
  )
}

function allOf({ standing, earlier }: HeldComponent): HeldPaper[] {
  return [...standing, ...earlier]
}

interface HeldLineProps {
  paper: HeldPaper
  draft: DraftPage
  componentKey: string
  used: boolean
}

function HeldLine({ paper, draft, componentKey, used }: HeldLineProps) {
  const shell = useShell()
  const { t } = shell
  const chosen = draft.chosen[componentKey] === paper.id
  return (
    <li>
      <b>{paper.details.title}</b> {used && t('papers.apply.used')}
      <div className="small">{paperLine(paper, shell)}</div>
      {(chosen || !used) && (
        <form method="post" action={`/nop/nhap/${draft.id}/giay-to/kho`}>
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
