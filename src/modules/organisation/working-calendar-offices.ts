import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { parse } from 'yaml'
import { calendarDefinition, readHolidayFile, readOfficeHoursFile } from './calendar-file.ts'
import { compileCalendar, type WorkingCalendar } from './working-calendar.ts'

const STANDARD_HOURS = 'province-standard'
const SATURDAY_HOURS = 'one-stop-saturday'

const agenciesSchema = Type.Object({
  agencies: Type.Array(Type.Object({ code: Type.String(), kind: Type.String(), officeHours: Type.String() })),
})
const communesSchema = Type.Object({
  communes: Type.Array(Type.Object({ unitCode: Type.String(), saturday: Type.Optional(Type.Boolean()) })),
})

/**
 * The calendar of an office as the files in `data/` give it, without a database; undefined when no agency has the code.
 * `dataFolder` holds `calendar/` and `organisation/`. Throws `CalendarFileError` or an assertion for a broken file.
 */
export async function findOfficeCalendar(code: string, dataFolder: string): Promise<WorkingCalendar | undefined> {
  const [agencies, communes, sets, holidays] = await Promise.all([
    readYaml(join(dataFolder, 'organisation/agencies.yaml')),
    readYaml(join(dataFolder, 'organisation/communes.yaml')),
    readOfficeHoursFile(join(dataFolder, 'calendar/office-hours.yaml')),
    readHolidayFile(join(dataFolder, 'calendar/holidays-vn.yaml')),
  ])
  const key = officeHoursKeys(agencies, communes).get(code)
  const hours = key === undefined ? undefined : sets.get(key)
  return hours && compileCalendar(calendarDefinition(hours, holidays))
}

/** A commune has a people's committee `<province>.<unit>` and a one-stop centre with `.01` behind (see communes.yaml). */
function officeHoursKeys(agenciesFile: unknown, communesFile: unknown): Map<string, string> {
  const { agencies } = Value.Parse(agenciesSchema, agenciesFile)
  const { communes } = Value.Parse(communesSchema, communesFile)
  const keys = new Map(agencies.map((agency) => [agency.code, agency.officeHours] as const))
  const province = agencies.find((agency) => agency.kind === 'province')?.code ?? ''
  for (const { unitCode, saturday } of communes) {
    keys.set(`${province}.${unitCode}`, STANDARD_HOURS)
    keys.set(`${province}.${unitCode}.01`, saturday === true ? SATURDAY_HOURS : STANDARD_HOURS)
  }
  return keys
}

async function readYaml(path: string): Promise<unknown> {
  return parse(await readFile(path, 'utf8'))
}
