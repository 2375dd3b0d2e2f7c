import {
  type DraftHead,
  type DraftNode,
  type DraftPart,
  type DraftStep,
  methodWords,
} from '../../../modules/scorecards/schemes/scheme-draft.ts'
import type { SentForm } from '../../ui/index.ts'

type Sent = Pick<SentForm, 'text' | 'all' | 'values'>

/** The head of a draft as its form says it. */
export function readHead(form: Sent): DraftHead {
  const texts = [
    'vi',
    'en',
    'source',
    'noteVi',
    'noteEn',
    'follows',
    'max',
    'survey',
    'decimals',
    'fromYear',
    'toYear',
    'cap',
  ] as const
  const typed = Object.fromEntries(texts.map((name) => [name, form.text(name)]))
  return { ...(typed as Record<(typeof texts)[number], string>), units: [...form.all('units')] }
}

/** A line as its form says it; parts keep the keys they had. */
export function readNode(form: Sent, before: DraftNode): Partial<DraftNode> {
  const method = form.text('method')
  const known = methodWords.find((word) => word === method)
  const base = {
    key: form.text('key'),
    vi: form.text('vi'),
    en: form.text('en'),
    max: form.text('max'),
    continues: form.text('continues'),
    ...(form.values.surveyOf === undefined ? {} : { surveyOf: form.text('surveyOf') }),
    ...(before.parent === null ? {} : { parent: form.text('parent') }),
  }
  const ruled = { ruleVi: form.text('ruleVi'), ruleEn: form.text('ruleEn'), evidence: form.text('evidence') === '1' }
  if (before.kind === 'area') return { ...base, owner: form.text('owner') }
  if (before.kind === 'bonus' || before.kind === 'penalty') return { ...base, ...ruled }
  // A criterion with components asks for no rule; the one it had before them stays.
  if (form.values.method === undefined) return { ...base, owner: form.text('owner') }
  return {
    ...base,
    ...ruled,
    owner: form.text('owner'),
    method: known ?? '',
    of: form.text('of'),
    over: form.text('over'),
    full: form.text('full'),
    zero: form.text('zero'),
    steps: readSteps(form.text('steps')),
    parts: readParts(form.text('parts'), before.parts),
  }
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((part) => part.trim()))

/** "90 | 4": from 90 % on 4 points; a line of points alone holds for whatever is left. */
function readSteps(text: string): DraftStep[] {
  return linesOf(text).map(([first = '', second]) =>
    second === undefined ? { from: '', points: first } : { from: first, points: second },
  )
}

/** "2 | Kế hoạch | Plan". */
function readParts(text: string, before: readonly DraftPart[]): DraftPart[] {
  const taken = new Set(before.map(({ key }) => key))
  const newKey = () => {
    let number = 1
    while (taken.has(`m${number}`)) number += 1
    taken.add(`m${number}`)
    return `m${number}`
  }
  const used = new Set<string>()
  return linesOf(text).map(([points = '', vi = '', en = '']) => {
    const same = before.find((part) => part.vi === vi && !used.has(part.key))
    const key = same?.key ?? newKey()
    used.add(key)
    return { key, points, vi, en }
  })
}

export function stepsText(steps: readonly DraftStep[]): string {
  return steps.map(({ from, points }) => (from === '' ? points : `${from} | ${points}`)).join('\n')
}

export function partsText(parts: readonly DraftPart[]): string {
  return parts.map(({ points, vi, en }) => [points, vi, ...(en === '' ? [] : [en])].join(' | ')).join('\n')
}
