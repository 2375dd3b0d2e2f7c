import Type from 'typebox'

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
  },
  { additionalProperties: false },
)

export const PaperInput = Type.Object(
  {
    componentKey: ComponentKey,
    originals: Type.Integer({ minimum: 0, maximum: 99 }),
    copies: Type.Integer({ minimum: 0, maximum: 99 }),
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
