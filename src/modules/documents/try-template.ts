import type { DocumentsContext } from './context.ts'
import { type SampleKind, sampleOf } from './fields.ts'
import type { TemplateFault } from './template.ts'
import type { TemplateText } from './template-store.ts'

export type Trial =
  | { ok: true; content: Uint8Array; pages: number }
  | { ok: false; reason: 'faulty' | 'too_long' | 'too_large' | 'too_slow' | 'died'; faults: TemplateFault[] }

export interface TrialRequest {
  template: Pick<TemplateText, 'fields' | 'sample' | 'nameVi'>
  source: string
  sample: SampleKind
  output: 'pdf' | 'svg'
}

/** Sets a text with a sample, in a process that holds nothing and is ended in time whatever the text does. */
export function tryTemplate(
  context: DocumentsContext,
  { template, source, sample, output }: TrialRequest,
): Promise<Trial> {
  const data = sampleOf(template.fields, template.sample, sample)
  return context.typesetter.trial({ sources: [source], papers: [{ source: 0, data }], title: template.nameVi, output })
}
