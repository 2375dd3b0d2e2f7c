import Type from 'typebox'
import { DAY_MS } from '../../../platform/civil-date.ts'
import { refusals } from '../errors.ts'

/** A reason or ground in the officer's or applicant's own words: at least two letters, and no NUL, which no column can hold. */
export const Words = Type.String({
  minLength: 3,
  maxLength: 2000,
  pattern: '^(?![\\s\\S]*\\u0000)[\\s\\S]*\\S[\\s\\S]*\\S',
})
export const ComponentKey = Type.String({ minLength: 1, maxLength: 64 })
/** A plain UUID; the form with `urn:uuid:` is not taken. */
export const Uuid = Type.String({ format: 'uuid', maxLength: 36 })
/** An instant: ISO 8601 with offset or Z; leap seconds, which no clock here knows, are not taken. */
export const Instant = Type.String({ format: 'date-time', pattern: '^\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:[0-5]\\d' })
export const Outcome = Type.Unsafe<'granted' | 'declined'>(Type.String({ enum: ['granted', 'declined'] }))

const MediaType = Type.String({ maxLength: 100, pattern: '^[\\w.+-]+/[\\w.+-]+$' })

export const AttachmentInput = Type.Object(
  {
    componentKey: ComponentKey,
    fileHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    mediaType: MediaType,
    size: Type.Integer({ minimum: 1 }),
    /** A paper of the applicant's store, attached by reference: then the file is that paper's. */
    paperId: Type.Optional(Uuid),
  },
  { additionalProperties: false },
)

/** A file that the actor sent in. */
export const FileInput = Type.Object(
  {
    fileHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    mediaType: MediaType,
    size: Type.Integer({ minimum: 1 }),
  },
  { additionalProperties: false },
)

export const PaperInput = Type.Object(
  {
    componentKey: ComponentKey,
    originals: Type.Integer({ minimum: 0, maximum: 99 }),
    copies: Type.Integer({ minimum: 0, maximum: 99 }),
    certifiedCopies: Type.Optional(Type.Integer({ minimum: 0, maximum: 99 })),
  },
  { additionalProperties: false },
)

export const ResultInput = Type.Object(
  {
    number: Type.String({ minLength: 1, maxLength: 60, pattern: '^(?![\\s\\S]*\\u0000)[\\s\\S]*\\S' }),
    fileHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    mediaType: MediaType,
  },
  { additionalProperties: false },
)

/** Calendars reach only so far; a date beyond ten years is a slip of the hand, or a clock stopped for ever. */
const MOST_AHEAD_MS = 10 * 366 * DAY_MS

/** Epoch milliseconds of a date that an officer set. Refuses `too_far_ahead` at its field. */
export function instantWithinReach(input: string, field: string, now: number): number {
  const at = Date.parse(input)
  if (at > now + MOST_AHEAD_MS) throw refusals.too_far_ahead({}, [{ path: field, code: 'casework.too_far_ahead' }])
  return at
}

/** The same for the end of what is asked of the applicant, which lies ahead (`until_in_past`). */
export function untilAhead(input: { until: string }, now: number): number {
  const until = instantWithinReach(input.until, 'until', now)
  if (until <= now) throw refusals.until_in_past({}, [{ path: 'until', code: 'casework.until_in_past' }])
  return until
}
