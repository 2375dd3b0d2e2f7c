import { refusals } from './errors.ts'

/** Reads `21:00`, `21h`, `7:30` as minutes after midnight. Refuses at the field, `notices.quiet_hours_wrong` when nothing else is said. */
export function minuteOf(
  text: string,
  { path, refuse = 'quiet_hours_wrong' }: { path: string; refuse?: 'quiet_hours_wrong' | 'digest_time_wrong' },
): number {
  const [, hour = '', minute = '0'] = /^\s*(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?\s*$/i.exec(text) ?? []
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) {
    throw refusals[refuse]({}, [{ path, code: `notices.${refuse}` }])
  }
  return Number(hour) * 60 + Number(minute)
}
