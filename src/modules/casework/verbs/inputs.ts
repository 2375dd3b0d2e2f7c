import Type from 'typebox'

/** A reason or ground in the officer's or applicant's own words. */
export const Words = Type.String({ minLength: 3, maxLength: 2000, pattern: '\\S.*\\S' })
export const ComponentKey = Type.String({ minLength: 1, maxLength: 64 })
export const Uuid = Type.String({ format: 'uuid' })
/** An instant: ISO 8601 with offset or Z. */
export const Instant = Type.String({ format: 'date-time' })
export const Outcome = Type.Unsafe<'granted' | 'declined'>(Type.String({ enum: ['granted', 'declined'] }))

export const AttachmentInput = Type.Object(
  {
    componentKey: ComponentKey,
    fileHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    mediaType: Type.String({ maxLength: 100 }),
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
    number: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
    fileHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    mediaType: Type.String({ maxLength: 100 }),
  },
  { additionalProperties: false },
)
