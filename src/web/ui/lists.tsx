import type { ReactNode } from 'react'
import { Tag, type Tone } from './tag.tsx'

export interface ComponentItem {
  name: ReactNode
  tags?: readonly { label: string; tone?: Tone }[]
  detail?: ReactNode
  /** Buttons or fields that belong to this one. */
  children?: ReactNode
}

/** The components of a dossier or of a procedure: a name, what kind it is, what is known of it. */
export function ComponentList({ items }: { items: readonly ComponentItem[] }) {
  return (
    <ul className="list">
      {items.map((item, position) => (
        <li key={position}>
          <b>{item.name}</b>{' '}
          {(item.tags ?? []).map((tag) => (
            <Tag key={tag.label} {...(tag.tone === undefined ? {} : { tone: tag.tone })}>
              {tag.label}
            </Tag>
          ))}
          {item.detail !== undefined && <div className="soft small">{item.detail}</div>}
          {item.children}
        </li>
      ))}
    </ul>
  )
}

export interface Fact {
  term: string
  value: ReactNode
  note?: ReactNode
}

/** Names and values. `stacked`: the value below its name, for narrow places. */
export function Facts({ facts, stacked = false }: { facts: readonly Fact[]; stacked?: boolean }) {
  return (
    <dl className={stacked ? 'facts stacked' : 'facts'}>
      {facts.map((fact) => (
        <FactPair key={fact.term} {...fact} />
      ))}
    </dl>
  )
}

function FactPair({ term, value, note }: Fact) {
  return (
    <>
      <dt>{term}</dt>
      <dd>
        {value}
        {note !== undefined && <div className="small soft">{note}</div>}
      </dd>
    </>
  )
}

export interface FigureProps {
  value: string
  label: string
  /** The numbers behind it: every percentage shows its two. */
  of?: ReactNode
  link?: { to: string; label: string }
}

/** A number that leads to the dossiers behind it. */
export function Figure({ value, label, of, link }: FigureProps) {
  return (
    <div className="figure">
      <b className={/\d/.test(value) ? undefined : 'words'}>{value}</b>
      <span>{label}</span>
      <div className="of">
        {of}
        {link !== undefined && (
          <span className="no-print">
            {of !== undefined && ' · '}
            <a href={link.to}>{link.label}</a>
          </span>
        )}
      </div>
    </div>
  )
}

export function Figures({ children }: { children: ReactNode }) {
  return <div className="figures">{children}</div>
}

/** A grid of ways in, each with a line on what is behind it. */
export function LinkGrid({ links }: { links: readonly { to: string; label: string; detail?: string }[] }) {
  return (
    <ul className="links">
      {links.map((link) => (
        <li key={link.to}>
          <a href={link.to}>
            {link.label}
            {link.detail !== undefined && <small>{link.detail}</small>}
          </a>
        </li>
      ))}
    </ul>
  )
}
