import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { agencyKinds } from './agency.ts'
import { readChecked } from './organisation-files.ts'
import { mandateRoles } from './roles.ts'

const text = Type.String({ minLength: 1 })
const closed = { additionalProperties: false }
const roleList = Type.Array(Type.Enum([...mandateRoles]), { minItems: 1 })

const peopleSchema = Type.Object(
  {
    password: Type.String({ minLength: 12 }),
    validFrom: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    officers: Type.Array(
      Type.Object(
        {
          key: text,
          name: text,
          loginName: text,
          listed: Type.Optional(Type.Boolean()),
          mandates: Type.Array(Type.Object({ agency: text, roles: roleList, position: text }, closed)),
        },
        closed,
      ),
    ),
    citizens: Type.Array(
      Type.Object(
        {
          key: text,
          loginName: text,
          listed: Type.Optional(Type.Boolean()),
          profile: Type.Object(
            {
              kind: Type.Enum(['citizen', 'organisation']),
              fullName: text,
              identityNumber: Type.Optional(Type.String({ pattern: '^\\d{12}$' })),
              taxCode: Type.Optional(Type.String({ pattern: '^\\d{10}$' })),
              birthDate: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
              sex: Type.Optional(Type.Enum(['male', 'female'])),
              email: text,
              address: Type.Object({ communeCode: Type.String({ pattern: '^\\d{5}$' }), line: text }, closed),
            },
            closed,
          ),
        },
        closed,
      ),
    ),
    posts: Type.Array(
      Type.Object(
        {
          kinds: Type.Array(Type.Enum([...agencyKinds])),
          officers: Type.Array(
            Type.Object(
              { prefix: text, roles: roleList, position: text, atCentre: Type.Optional(Type.Boolean()) },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
)

const namePartsSchema = Type.Object({
  middle: Type.Array(text, { minItems: 1 }),
  given: Type.Array(text, { minItems: 1 }),
})
const namesSchema = Type.Object(
  { families: Type.Array(text, { minItems: 1 }), women: namePartsSchema, men: namePartsSchema },
  closed,
)

export type DemoNames = Static<typeof namesSchema>
export type DemoPeople = Static<typeof peopleSchema> & { names: DemoNames }
export type DemoCitizen = DemoPeople['citizens'][number]

/** Reads the demonstration's people from a folder such as `data/`. Throws `OrganisationFileError`. */
export async function loadDemoPeople(folder: string): Promise<DemoPeople> {
  const people = await readChecked(join(folder, 'organisation/demo-people.yaml'), peopleSchema)
  const names = await readChecked(join(folder, 'organisation/demo-names.yaml'), namesSchema)
  return { ...people, names }
}
