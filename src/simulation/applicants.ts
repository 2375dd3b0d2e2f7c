import type { PersonProfile } from '../modules/vault/index.ts'
import { type Random, Weighted } from './random.ts'
import type { People } from './simulation-files.ts'

const FIRST_NUMBER = 1_000
const TAX_WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const

/** Made-up applicants. Their numbers have the form of real ones; the last six digits are a plain count. */
export class Applicants {
  readonly #people: People
  readonly #families: Weighted<readonly [string, number]>
  readonly #provinces: Weighted<readonly [string, number]>
  readonly #year: number
  #citizens: number
  #organisations: number

  /** `alreadyKnown`: how many persons the database holds, so that numbers are not given twice. */
  constructor(people: People, alreadyKnown: number, year: number) {
    this.#people = people
    this.#families = new Weighted<readonly [string, number]>(people.families, ([, weight]) => weight)
    this.#provinces = new Weighted<readonly [string, number]>(
      Object.entries(people.birthProvinces),
      ([, weight]) => weight,
    )
    this.#year = year
    this.#citizens = FIRST_NUMBER + alreadyKnown
    this.#organisations = FIRST_NUMBER + alreadyKnown
  }

  /** A citizen living in the commune, 18 to 78 years old. */
  citizen(random: Random, commune: { unitCode: string }): PersonProfile {
    const female = random.chance(0.51)
    const birthYear = this.#year - random.whole(18, 78)
    const birthDate = `${birthYear}-${twoDigits(random.whole(1, 12))}-${twoDigits(random.whole(1, 28))}`
    const [province] = this.#provinces.draw(random)
    const century = (Math.floor(birthYear / 100) - 19) * 2 + (female ? 1 : 0)
    const serial = this.#citizens++ % 1_000_000
    return {
      kind: 'citizen',
      fullName: this.#name(random, female),
      identityNumber: `${province}${century}${twoDigits(birthYear % 100)}${String(serial).padStart(6, '0')}`,
      birthDate,
      sex: female ? 'female' : 'male',
      address: { communeCode: commune.unitCode, line: this.#line(random) },
    }
  }

  /** An organisation; undefined once the made-up tax codes are used up. */
  organisation(random: Random, commune: { unitCode: string }): PersonProfile | undefined {
    const taxCode = this.#nextTaxCode()
    if (taxCode === undefined) return undefined
    const { kinds, trades, names } = this.#people.organisations
    const fullName = `${random.pick(kinds)} ${random.pick(trades)} ${random.pick(names)} ${random.whole(1, 99)}`
    return {
      kind: 'organisation',
      fullName,
      taxCode,
      address: { communeCode: commune.unitCode, line: this.#line(random) },
    }
  }

  #name(random: Random, female: boolean): string {
    if (random.chance(0.008)) return random.pick(this.#people.long)
    const { middle, given } = female ? this.#people.women : this.#people.men
    return `${this.#families.draw(random)[0]} ${random.pick(middle)} ${random.pick(given)}`
  }

  #line(random: Random): string {
    return `${random.pick(this.#people.places)} ${random.whole(1, 300)}`
  }

  #nextTaxCode(): string | undefined {
    for (; this.#organisations < 1_000_000; ) {
      const base = `099${String(this.#organisations++).padStart(6, '0')}`
      const sum = TAX_WEIGHTS.reduce((total, weight, place) => total + weight * Number(base[place]), 0)
      if (sum % 11 !== 0) return `${base}${10 - (sum % 11)}`
    }
    return undefined
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
