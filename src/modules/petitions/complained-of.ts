import type { UserId } from '../../platform/ids.ts'

/** Somebody who may be complained of, by the name their office knows. */
export interface NamedOfficer {
  userId: UserId
  displayName: string
}

/**
 * The officers whose whole name stands in what was written about whom it complains of, whatever the marks, capitals and spaces. They are kept out
 * from the first moment; whoever sorts it says later whether it is about them.
 */
export function namedIn(about: string, officers: readonly NamedOfficer[]): UserId[] {
  const text = ` ${folded(about)} `
  return officers.flatMap(({ userId, displayName }) => {
    const name = folded(displayName)
    return name.includes(' ') && text.includes(` ${name} `) ? [userId] : []
  })
}

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}|\p{Cf}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
