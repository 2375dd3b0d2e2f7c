import type { BilingualText, Unsure } from '../../modules/catalogue/schemas.ts'
import { useShell } from '../shell.ts'
import { Notice } from '../ui/index.ts'
import { nameIn } from './texts.ts'

export interface UnsureNotesProps {
  notes: readonly Unsure[]
  limitConfirmed: boolean
  limitReason?: BilingualText | null
}

/** What the sources left open about a procedure, each thing once: for officers, so that nobody takes it for settled. */
export function UnsureNotes({ notes, limitConfirmed, limitReason = null }: UnsureNotesProps) {
  const { t, locale } = useShell()
  const limit = limitReason === null ? t('workspace.unsure.limit') : nameIn(limitReason, locale)
  const told = notes.map((note) => ({ text: nameIn(note.why, locale), raw: note.raw }))
  const all = limitConfirmed || told.some(({ text }) => text === limit) ? told : [{ text: limit, raw: '' }, ...told]
  if (all.length === 0) return null
  return (
    <Notice tone="soon">
      <details className="disclosure">
        <summary>{t('workspace.unsure.title', { count: all.length })}</summary>
        <ul>
          {all.map(({ text, raw }) => (
            <li key={`${text} ${raw}`}>
              {text} {raw !== '' && <span className="soft">“{raw}”</span>}
            </li>
          ))}
        </ul>
      </details>
    </Notice>
  )
}
