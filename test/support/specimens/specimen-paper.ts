import type { PaperKind } from '../../../src/modules/digitisation/schemas.ts'

/** A drawn paper: its Typst source and what a perfect reader finds on it. */
export interface SpecimenPaper {
  kind: PaperKind
  source: string
  truth: Readonly<Record<string, string>>
}

export type Painted = Omit<SpecimenPaper, 'kind'>
