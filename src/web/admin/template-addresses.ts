import type { SampleKind } from '../../modules/documents/index.ts'
import type { VersionName } from '../../modules/documents/template.ts'

export const SAMPLES = ['usual', 'least', 'long'] as const satisfies readonly SampleKind[]

export function templatePath(key: string): string {
  return `/quan-tri/mau-giay/${key}`
}

/** The picture or PDF of a kept text. */
export function drawingPath(key: string, version: VersionName, { sample, output }: Drawing): string {
  return `${templatePath(key)}/xem.${output}?ban=${version === 'draft' ? 'nhap' : version}&mau=${sample}`
}

export interface Drawing {
  sample: SampleKind
  output: 'pdf' | 'svg'
}

export function readSample(word: string | null): SampleKind {
  return SAMPLES.find((sample) => sample === word) ?? 'usual'
}
