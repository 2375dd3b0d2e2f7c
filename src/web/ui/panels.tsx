import { Fragment, type ReactNode } from 'react'
import { useShell } from '../shell.ts'
import { Enhance } from './enhance.tsx'
import { type Fact, Facts } from './lists.tsx'
import { QrCode } from './qr-code.tsx'

export interface ConfirmPanelProps {
  /** What will be done, as facts to read once more. */
  facts?: readonly Fact[]
  /** What follows and whether it can be undone. */
  consequence: string
  /** The form with its one button. */
  children: ReactNode
  back: { to: string; label: string }
}

/** The middle of a page that asks once more before something is done. */
export function ConfirmPanel({ facts = [], consequence, children, back }: ConfirmPanelProps) {
  return (
    <div className="narrow">
      {facts.length > 0 && <Facts facts={facts} />}
      <p className="consequence">{consequence}</p>
      {children}
      <p>
        <a href={back.to}>{back.label}</a>
      </p>
    </div>
  )
}

export interface DonePanelProps {
  /** "Mã hồ sơ". */
  codeLabel: string
  code: string
  children: ReactNode
}

/** What was done, with the code to keep. */
export function DonePanel({ codeLabel, code, children }: DonePanelProps) {
  return (
    <section className="done-panel" data-typed-is-sent="">
      <p className="soft small">{codeLabel}</p>
      <p className="code">{code}</p>
      {children}
      <Enhance script="keep-typed" />
    </section>
  )
}

export interface ReceiptProps {
  unit: string
  title: string
  facts: readonly Fact[]
  qr: { value: string; label: string; caption: string }
  signatures?: readonly [string, string]
  children?: ReactNode
}

/** A receipt that looks the same on screen and on paper. */
export function Receipt({ unit, title, facts, qr, signatures, children }: ReceiptProps) {
  return (
    <article className="receipt">
      <div className="unit">
        <div>
          <p>
            <b>{unit}</b>
          </p>
          <h2>{title}</h2>
        </div>
        <QrCode {...qr} />
      </div>
      <Facts facts={facts} />
      {children}
      {signatures !== undefined && (
        <div className="signature">
          {signatures.map((signature) => (
            <p key={signature}>
              <b>{signature}</b>
            </p>
          ))}
        </div>
      )}
    </article>
  )
}

/** A page to print and post on the wall: heading left, QR right. The heading is the page's h1. */
export function Poster({ heading, qr, children }: { heading: ReactNode; qr: ReceiptProps['qr']; children: ReactNode }) {
  return (
    <article className="poster">
      <div className="poster-head">
        <div>{heading}</div>
        <QrCode {...qr} />
      </div>
      {children}
    </article>
  )
}

/** Says how to print; a script, where there is one, makes it a button. */
export function PrintHint() {
  const { t } = useShell()
  return (
    <p className="small soft no-print" data-print={t('print.button')}>
      {t('print.hint')}
    </p>
  )
}

/** Keys that the page answers to, shown where they work. "J K" are two keys of one meaning. */
export function KeyHints({ keys }: { keys: readonly { key: string; does: string }[] }) {
  return (
    <p className="keys">
      {keys.map(({ key, does }) => (
        <span key={key}>
          {key.split(' ').map((one) => (
            <Fragment key={one}>
              <kbd>{one}</kbd>{' '}
            </Fragment>
          ))}
          {does}
        </span>
      ))}
    </p>
  )
}
