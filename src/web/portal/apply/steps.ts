import type { DraftSection } from '../../../modules/casework/drafts/index.ts'

/** The steps of an application in their order: the word in the address, and the section that is typed there. */
export const APPLY_STEPS = [
  { slug: 'noi-giai-quyet', section: 'place' },
  { slug: 'nguoi-nop', section: 'applicant' },
  { slug: 'noi-dung', section: 'request' },
  { slug: 'giay-to', section: 'papers' },
  { slug: 'kiem-tra', section: 'review' },
] as const satisfies readonly { slug: string; section: DraftSection | 'papers' | 'review' }[]

export type ApplySection = (typeof APPLY_STEPS)[number]['section']

export function stepNumber(section: ApplySection): number {
  return APPLY_STEPS.findIndex((step) => step.section === section) + 1
}

export function stepPath(draftId: string, section: ApplySection): string {
  return `/nop/nhap/${draftId}/${APPLY_STEPS[stepNumber(section) - 1]?.slug}`
}

/** The address of the step after (or before) this one. */
export function besidePath(draftId: string, section: ApplySection, by: 1 | -1): string | null {
  const step = APPLY_STEPS[stepNumber(section) - 1 + by]
  return step === undefined ? null : `/nop/nhap/${draftId}/${step.slug}`
}
