import type { ReactNode } from 'react'

/** One view of the island, hidden until its script shows it. Its heading takes the focus when it opens. */
export function View({ name, heading, children }: { name: string; heading: string; children: ReactNode }) {
  return (
    <section data-view={name} aria-labelledby={`v-${name}`} hidden>
      <h2 id={`v-${name}`} tabIndex={-1} className="no-print">
        {heading}
      </h2>
      {children}
    </section>
  )
}

/** A form that a script answers; nothing of it is ever sent by the browser itself. */
export function OfflineForm({ name, children }: { name: string; children: ReactNode }) {
  return (
    <form data-form={name} method="post" noValidate autoComplete="off">
      {children}
    </form>
  )
}
