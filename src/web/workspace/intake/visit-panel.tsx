import { useShell } from '../../shell.ts'
import { Notice } from '../../ui/index.ts'
import type { IntakeWork } from './intake-work.ts'

/** Whose number is at this counter, and the way to the next one. Without an open counter there is nothing to say. */
export function VisitPanel({ visit }: { visit: IntakeWork['visit'] }) {
  const { t, locale } = useShell()
  if (visit === null) return null
  const line = locale === 'en' ? visit.lineNameEn : visit.lineNameVi
  return (
    <Notice title={t('intake.visit', { ticket: visit.label, counter: visit.counterNumber })}>
      <p>
        {line} · <a href="/lam-viec/quay">{t('intake.visit_next')}</a>
      </p>
    </Notice>
  )
}
