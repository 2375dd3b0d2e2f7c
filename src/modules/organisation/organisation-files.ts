import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { parse } from 'yaml'
import type { AgencyKind } from './agency.ts'
import { agencyKinds } from './agency.ts'
import { type HolidayTable, type OfficeHours, readHolidayFile, readOfficeHoursFile } from './calendar-file.ts'

const text = Type.String({ minLength: 1 })
const date = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

const agenciesSchema = Type.Object(
  {
    source: text,
    codesNote: text,
    unsure: Type.Boolean(),
    validFrom: date,
    agencies: Type.Array(
      Type.Object(
        {
          code: text,
          slug: text,
          kind: Type.Enum([...agencyKinds]),
          parent: Type.Union([text, Type.Null()]),
          name: text,
          shortName: text,
          unitCode: Type.Optional(text),
          officeHours: text,
          address: Type.Optional(text),
          phone: Type.Optional(text),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false },
)

const communesSchema = Type.Object(
  {
    source: text,
    province: Type.String({ pattern: '^\\d{2}$' }),
    validFrom: date,
    naming: Type.Object({
      committee: text,
      committeeShort: text,
      centre: text,
      centreShort: text,
      centreSlug: text,
    }),
    officeHours: Type.Object({ committee: text, centre: text, centreOnSaturday: text }),
    communes: Type.Array(
      Type.Object(
        {
          unitCode: Type.String({ pattern: '^\\d{5}$' }),
          type: Type.Enum(['xã', 'phường', 'đặc khu']),
          name: text,
          slug: text,
          saturday: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)

/** One agency as the files give it, ready for the import; `parentCode` null only for the province. */
export interface AgencyEntry {
  code: string
  slug: string
  kind: AgencyKind
  parentCode: string | null
  name: string
  shortName: string
  unitCode: string | null
  unitType: string | null
  officeHours: string
  address: string | null
  phone: string | null
  validFrom: string
}

export interface OrganisationFiles {
  /** Parents stand before their children. */
  agencies: readonly AgencyEntry[]
  officeHours: ReadonlyMap<string, OfficeHours>
  holidays: HolidayTable
}

/** An organisation file that cannot be used; the message names the file and the place in it. */
export class OrganisationFileError extends Error {
  override readonly name = 'OrganisationFileError'
}

/** Reads the province's agencies, communes, office hours and holidays from a folder such as `data/`. */
export async function loadOrganisationFiles(folder: string): Promise<OrganisationFiles> {
  const agenciesPath = join(folder, 'organisation/agencies.yaml')
  const communesPath = join(folder, 'organisation/communes.yaml')
  const [agencies, communes, officeHours, holidays] = await Promise.all([
    readChecked(agenciesPath, agenciesSchema),
    readChecked(communesPath, communesSchema),
    readOfficeHoursFile(join(folder, 'calendar/office-hours.yaml')),
    readHolidayFile(join(folder, 'calendar/holidays-vn.yaml')),
  ])
  const upper = entriesOfAgencies(agencies, agenciesPath)
  const province = upper.find((entry) => entry.unitCode === communes.province)
  if (province === undefined) throw new OrganisationFileError(`${communesPath}: no province ${communes.province}`)
  const all = [...upper, ...entriesOfCommunes(communes, province.code)]
  for (const entry of all) {
    if (officeHours.has(entry.officeHours)) continue
    throw new OrganisationFileError(`${agenciesPath}: ${entry.code}: no office hours ${entry.officeHours}`)
  }
  return { agencies: all, officeHours, holidays }
}

/** Reads a YAML file of a known shape. Throws `OrganisationFileError` with file and path of the first fault. */
export async function readChecked<Schema extends TSchema>(path: string, schema: Schema): Promise<Static<Schema>> {
  const content: unknown = parse(await readFile(path, 'utf8'))
  const [fault] = Value.Errors(schema, content)
  if (fault !== undefined) throw new OrganisationFileError(`${path}: ${fault.instancePath || '/'}: ${fault.message}`)
  return content as Static<Schema>
}

function entriesOfAgencies(file: Static<typeof agenciesSchema>, path: string): AgencyEntry[] {
  const codes = new Map<string, string>()
  return file.agencies.map((agency) => {
    const parentCode = agency.parent === null ? null : codes.get(agency.parent)
    if (parentCode === undefined) {
      throw new OrganisationFileError(`${path}: ${agency.code}: parent ${agency.parent} must stand above it`)
    }
    codes.set(agency.slug, agency.code)
    return {
      code: agency.code,
      slug: agency.slug,
      kind: agency.kind,
      parentCode,
      name: agency.name,
      shortName: agency.shortName,
      unitCode: agency.unitCode ?? null,
      unitType: agency.unitCode === undefined ? null : 'tỉnh',
      officeHours: agency.officeHours,
      address: agency.address ?? null,
      phone: agency.phone ?? null,
      validFrom: file.validFrom,
    }
  })
}

function entriesOfCommunes(file: Static<typeof communesSchema>, provinceCode: string): AgencyEntry[] {
  const { naming, officeHours, validFrom } = file
  const known = { address: null, phone: null, validFrom }
  return file.communes.flatMap((commune): AgencyEntry[] => {
    const committee: AgencyEntry = {
      ...known,
      code: `${provinceCode}.${commune.unitCode}`,
      slug: commune.slug,
      kind: 'commune',
      parentCode: provinceCode,
      name: fill(naming.committee, commune),
      shortName: fill(naming.committeeShort, commune),
      unitCode: commune.unitCode,
      unitType: commune.type,
      officeHours: officeHours.committee,
    }
    const centre: AgencyEntry = {
      ...known,
      code: `${committee.code}.01`,
      slug: fill(naming.centreSlug, commune),
      kind: 'one_stop_centre',
      parentCode: committee.code,
      name: fill(naming.centre, commune),
      shortName: fill(naming.centreShort, commune),
      unitCode: null,
      unitType: null,
      officeHours: commune.saturday === true ? officeHours.centreOnSaturday : officeHours.centre,
    }
    return [committee, centre]
  })
}

function fill(pattern: string, values: { type: string; name: string; slug: string }): string {
  return pattern.replace(/\{(type|name|slug)\}/g, (_, key: 'type' | 'name' | 'slug') => values[key])
}
