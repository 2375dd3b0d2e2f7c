import Type from 'typebox'

export const PersonKind = Type.Union([Type.Literal('citizen'), Type.Literal('organisation')])
export type PersonKind = Type.Static<typeof PersonKind>

export const Sex = Type.Union([Type.Literal('male'), Type.Literal('female')])
export type Sex = Type.Static<typeof Sex>

/** A postal address of two levels: the commune's five-digit code and the rest in one line (no district). */
export const PersonAddress = Type.Object({
  communeCode: Type.String({ pattern: '^[0-9]{5}$' }),
  line: Type.String({ maxLength: 250 }),
})
export type PersonAddress = Type.Static<typeof PersonAddress>

/** A person as recorded: every value in its one normal form. Dates are `YYYY-MM-DD`, phones E.164. */
export const PersonProfile = Type.Object({
  kind: PersonKind,
  fullName: Type.String({ minLength: 1, maxLength: 250 }),
  identityNumber: Type.Optional(Type.String({ pattern: '^[0-9]{12}$' })),
  taxCode: Type.Optional(Type.String({ pattern: '^([0-9]{10}|[0-9]{10}-[0-9]{3}|[0-9]{12})$' })),
  birthDate: Type.Optional(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })),
  sex: Type.Optional(Sex),
  phone: Type.Optional(Type.String({ pattern: '^\\+[0-9]{8,15}$' })),
  email: Type.Optional(Type.String({ maxLength: 254 })),
  address: Type.Optional(PersonAddress),
})
export type PersonProfile = Type.Static<typeof PersonProfile>

/** A person as typed into a form: any text anywhere; `checkPerson` turns it into a profile or faults. */
export const PersonInput = Type.Object({
  kind: PersonKind,
  fullName: Type.Optional(Type.String()),
  identityNumber: Type.Optional(Type.String()),
  taxCode: Type.Optional(Type.String()),
  birthDate: Type.Optional(Type.String()),
  sex: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
  address: Type.Optional(
    Type.Object({ communeCode: Type.Optional(Type.String()), line: Type.Optional(Type.String()) }),
  ),
})
export type PersonInput = Type.Static<typeof PersonInput>

/** What the ledger holds in place of a personal value: where it is sealed, and 64 hex digits that bind it. */
export const ValueRef = Type.Object({
  personId: Type.String({ format: 'uuid' }),
  valueId: Type.String({ format: 'uuid' }),
  commitment: Type.String({ pattern: '^[0-9a-f]{64}$' }),
})
export type ValueRef = Type.Static<typeof ValueRef>
