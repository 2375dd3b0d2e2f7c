import type { ReactNode } from 'react'
import { useShell } from '../shell.ts'
import { Enhance } from './enhance.tsx'
import type { Tone } from './tag.tsx'

export interface NoticeProps {
  title?: string
  tone?: Tone
  /** `alert` is read aloud at once; for what went wrong just now. */
  urgent?: boolean
  children: ReactNode
}

/** Something to know before reading on. The title says it in words; the colour only agrees. */
export function Notice({ title, tone = 'plain', urgent = false, children }: NoticeProps) {
  return (
    <div className={`notice ${tone}`} role={urgent ? 'alert' : 'note'}>
      {title !== undefined && <h2>{title}</h2>}
      {children}
    </div>
  )
}

/** The message kept over a redirect, once. A good outcome also lets the browser forget what was being typed. */
export function FlashNotice() {
  const { t, flash } = useShell()
  if (flash === null) return null
  const tone = flash.tone ?? 'ok'
  return (
    <div className="wrap">
      <div className={`notice ${tone}`} role="status" data-typed-is-sent={tone === 'ok' ? '' : undefined}>
        <p>{t(flash.key, flash.params)}</p>
      </div>
      {tone === 'ok' && <Enhance script="keep-typed" />}
    </div>
  )
}
