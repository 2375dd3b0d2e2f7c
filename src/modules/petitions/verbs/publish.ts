import { refusals } from '../errors.ts'
import { findPersonal } from '../personal-data.ts'
import { LONGEST_SUBJECT } from '../petition.ts'
import { assertText } from '../text-check.ts'
import type { Decide } from '../verb.ts'

/** For everybody, as the officer edited it. Numbers that look personal stop it once; the officer then says that they are none. */
export const publish: Decide = (
  _petition,
  { title, question, answer, personalChecked = false },
  { sha256, writerName },
) => {
  const texts = {
    title: assertText(title, 'title', LONGEST_SUBJECT),
    question: assertText(question, 'question'),
    answer: assertText(answer, 'answer'),
  }
  const faults = Object.entries(texts).flatMap(([path, text]) => {
    const traces = findPersonal(text, writerName).map((trace) => trace.text)
    const params = { found: traces.join(', ') }
    return traces.length === 0 ? [] : [{ path, code: 'petitions.personal_left', params }]
  })
  if (faults[0] !== undefined && !personalChecked) throw refusals.personal_left(faults[0].params, faults)
  return [{ type: 'PetitionPublished', payload: { sha256 } }]
}
