import { defineRefusals } from '../../../platform/errors.ts'

export const externalRefusals = defineRefusals('external', {
  not_found: 'not_found',
  year_unreadable: 'invalid',
  year_future: 'invalid',
  goal_past: 'invalid',
  figure_missing: 'invalid',
  number_unreadable: 'invalid',
  scale_missing: 'invalid',
  scale_other: 'invalid',
  value_above: 'invalid',
  rank_unreadable: 'invalid',
  ranked_missing: 'invalid',
  ranked_above: 'invalid',
  rank_above: 'invalid',
  part_above: 'invalid',
  source_missing: 'invalid',
  link_unreadable: 'invalid',
  text_too_long: 'invalid',
  reason_missing: 'invalid',
  stale: 'conflict',
  own_entry: 'forbidden',
  nothing_to_confirm: 'conflict',
})

/** A refusal at one field of the form. */
export function faultAt(
  path: string,
  code: keyof typeof externalRefusals,
  params: Record<string, string | number> = {},
): ReturnType<(typeof externalRefusals)['not_found']> {
  return externalRefusals[code](params, [{ path, code: `external.${code}`, params }])
}
