import { type Db, query, type Transaction } from '../../../platform/db.ts'
import { type AgencyId, newId, type PersonId, type UserId } from '../../../platform/ids.ts'
import type { Keyring } from '../../../platform/sealing/keyring.ts'
import { openSealed, sealText } from '../../../platform/sealing/seal.ts'
import { identityIndex } from '../person-seal.ts'
import type { PaperReader } from './paper-rows.ts'
import type { PaperRegistry, RegistryAnswer, RegistryPerson } from './ports.ts'

/** What a registry answered, and when (epoch milliseconds). */
export interface KnownAnswer extends RegistryAnswer {
  askedAt: number
}

export interface RegistryQuestion {
  person: RegistryPerson
  typeCodes: readonly string[]
  purpose: string
  userId: UserId | null
  agencyId: AgencyId | null
}

export type RegistryStanding = 'answered' | 'not_connected' | 'unavailable'

const KIND = 'registry-answer'
/** An answer stands for a day: a page and the dossier that follows from it ask once. */
const FRESH = `asked_at > platform_now() - interval '1 day'`

/**
 * Asks a registry for what it was not asked about this person within a day, and keeps the answers for that day, also that it holds nothing.
 * Outside any transaction. A registry that is silent changes nothing: the paper is asked for as ever. A person without a number is nobody there.
 */
export async function askRegistry(
  { db, keys, registry }: { db: Db; keys: Keyring; registry: PaperRegistry },
  question: RegistryQuestion,
): Promise<RegistryStanding> {
  const index = indexOf(keys, question.person)
  if (index === null) return 'answered'
  const asked = await query<{ code: string }>(
    db.read,
    `SELECT DISTINCT type_code AS code FROM vault_registry_answer WHERE identity_index = $1 AND ${FRESH}`,
    [index],
  )
  const known = new Set(asked.map(({ code }) => code))
  const typeCodes = [...new Set(question.typeCodes)].filter((code) => !known.has(code))
  if (typeCodes.length === 0) return 'answered'
  const { person, purpose } = question
  const answer = await registry.find({ person, typeCodes, purpose })
  if (answer.status !== 'answered') return answer.status
  const papers = answer.papers.filter(({ typeCode }) => typeCodes.includes(typeCode))
  await db.write((tx) => keepAnswers(tx, keys, { index, typeCodes, papers, question }))
  return 'answered'
}

/** Deletes answers that no longer stand. */
export async function forgetRegistryAnswers(db: Db): Promise<void> {
  await db.write((tx) => query(tx, `DELETE FROM vault_registry_answer WHERE NOT (${FRESH})`))
}

/** By number of a profile, or by the record of a person. */
export type AskedAbout = { profile: RegistryPerson } | { personId: PersonId }

/** Answers of the last day for those types that are valid on a date (`YYYY-MM-DD`), newest paper first. */
export async function findRegistryAnswers(
  reader: PaperReader,
  keys: Keyring,
  asked: { about: AskedAbout; typeCodes: readonly string[]; onDate: string },
): Promise<KnownAnswer[]> {
  if (asked.typeCodes.length === 0) return []
  const index = 'profile' in asked.about ? indexOf(keys, asked.about.profile) : null
  const personId = 'personId' in asked.about ? asked.about.personId : null
  const rows = await query<AnswerRow>(
    reader,
    `SELECT id, asked_at, wrapped_key, sealed, commitment FROM vault_registry_answer
     WHERE identity_index = coalesce($1::bytea, (SELECT identity_index FROM vault_person WHERE id = $2::uuid))
       AND type_code = ANY ($3::text[]) AND sealed IS NOT NULL AND ${FRESH} ORDER BY asked_at DESC, id DESC LIMIT 100`,
    [index, personId, [...new Set(asked.typeCodes)]],
  )
  return rows
    .map((row) => opened(keys, row))
    .filter(({ validTo }) => validTo === null || validTo >= asked.onDate)
    .sort((one, other) => (other.issuedOn ?? '').localeCompare(one.issuedOn ?? ''))
}

interface AnswerRow {
  id: string
  asked_at: Date
  wrapped_key: Buffer
  sealed: Buffer
  commitment: Buffer
}

function opened(keys: Keyring, row: AnswerRow): KnownAnswer {
  const key = keys.openKey(row.id, row.wrapped_key)
  const { text } = openSealed(key, { valueId: row.id, kind: KIND }, row)
  return { ...(JSON.parse(text) as RegistryAnswer), askedAt: row.asked_at.getTime() }
}

function indexOf(keys: Keyring, { kind, identityNumber, taxCode }: RegistryPerson): Buffer | null {
  const number = kind === 'citizen' ? identityNumber : taxCode
  return number === undefined ? null : identityIndex(keys, kind, number)
}

interface Answers {
  index: Buffer
  typeCodes: readonly string[]
  papers: readonly RegistryAnswer[]
  question: RegistryQuestion
}

async function keepAnswers(
  tx: Transaction,
  keys: Keyring,
  { index, typeCodes, papers, question }: Answers,
): Promise<void> {
  const silent = typeCodes.filter((code) => !papers.some(({ typeCode }) => typeCode === code))
  const rows = [
    ...papers.map((paper) => ({ typeCode: paper.typeCode, ...sealedAnswer(keys, paper) })),
    ...silent.map((typeCode) => ({ typeCode, id: newId(), wrapped: null, sealed: null, commitment: null })),
  ]
  await query(
    tx,
    `INSERT INTO vault_registry_answer (id, identity_index, type_code, purpose, user_id, agency_id, wrapped_key, sealed, commitment)
     SELECT n.id, $1, n.type_code, $2, $3::uuid, $4::uuid, n.wrapped_key, n.sealed, n.commitment
     FROM unnest($5::uuid[], $6::text[], $7::bytea[], $8::bytea[], $9::bytea[]) AS n(id, type_code, wrapped_key, sealed, commitment)`,
    [
      index,
      question.purpose,
      question.userId,
      question.agencyId,
      rows.map((row) => row.id),
      rows.map((row) => row.typeCode),
      rows.map((row) => row.wrapped),
      rows.map((row) => row.sealed),
      rows.map((row) => row.commitment),
    ],
  )
}

function sealedAnswer(
  keys: Keyring,
  { typeCode, registry, reference, title, issuer, issuedOn, validTo }: RegistryAnswer,
) {
  const id = newId()
  const { key, wrapped } = keys.makeKey(id)
  const text = JSON.stringify({ typeCode, registry, reference, title, issuer, issuedOn, validTo })
  return { id, wrapped, ...sealText(key, { valueId: id, kind: KIND }, text) }
}
