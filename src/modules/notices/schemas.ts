import Type from 'typebox'
import { applicantKinds, officerKinds, STATUS_TEXT, type TemplateKey } from './kinds.ts'

const closed = { additionalProperties: false } as const
const keys = [STATUS_TEXT, ...applicantKinds, ...officerKinds]

export const LONGEST = { subject: 200, body: 4000, sms: 480 } as const

const LocalTextFile = Type.Object(
  {
    subject: Type.String({ minLength: 1, maxLength: LONGEST.subject }),
    body: Type.String({ minLength: 1, maxLength: LONGEST.body }),
    sms: Type.Union([Type.String({ minLength: 1, maxLength: LONGEST.sms }), Type.Null()]),
  },
  closed,
)

/** A file of `data/notices`. */
export const TemplateFile = Type.Object(
  {
    templates: Type.Array(
      Type.Object(
        {
          key: Type.Unsafe<TemplateKey>(Type.String({ enum: keys })),
          smsForm: Type.Optional(Type.Unsafe<'plain' | 'accented'>(Type.String({ enum: ['plain', 'accented'] }))),
          vi: LocalTextFile,
          en: LocalTextFile,
        },
        closed,
      ),
    ),
  },
  closed,
)
