import { FREE_FIGURES } from '../../modules/indicators/reports/outline.ts'
import { figureField, figureFields, type TypedFigure } from '../../modules/indicators/reports/typed-figure.ts'
import type { SentForm } from '../ui/index.ts'

/** What was typed into a section's form, for the figures it has. */
export function typedSection(form: SentForm, typed: readonly string[]) {
  const raw = (name: string) => form.values[name]?.[0] ?? ''
  const figures = [...typed, ...FREE_FIGURES].map((key): TypedFigure => {
    const [name, numerator, denominator, percent, parts] = figureFields.map((field) => raw(figureField(key, field)))
    return {
      key,
      name: name ?? '',
      numerator: numerator ?? '',
      denominator: denominator ?? '',
      percent: percent ?? '',
      parts: parts ?? '',
    }
  })
  const revision = Number(form.text('revision'))
  return { narrative: raw('narrative'), figures, revision: Number.isSafeInteger(revision) ? revision : 0 }
}
