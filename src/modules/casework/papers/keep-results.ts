import { addMonths, localDate } from '../../../platform/civil-date.ts'
import { query, type Transaction } from '../../../platform/db.ts'
import { readFiles } from '../../../platform/files/file-records.ts'
import type { AgencyId, DossierId, FileHash, OfficerId, PersonId } from '../../../platform/ids.ts'
import { consume } from '../../../platform/ledger/consume.ts'
import type { StoredEvent } from '../../../platform/ledger/event.ts'
import type { Keyring } from '../../../platform/sealing/keyring.ts'
import { componentType, getProcedureVersion, type ProcedureDocument, resultType } from '../../catalogue/index.ts'
import { loadPersonKeys } from '../../vault/index.ts'
import { keepPaper, type NewPaper, replacePaper, revokePaper } from '../../vault/papers/index.ts'
import type { CaseworkContext, Directory } from '../context.ts'
import type { DossierState, Result } from '../dossier.ts'
import { papersOf } from './held-component.ts'
import type { ResultRule } from './result-rule.ts'
import { readResultRules } from './result-rule-store.ts'

/** Under this name the follower keeps its place in the ledger. */
const CONSUMER = 'vault_papers'
const BATCH = 500

/**
 * Follows the ledger and puts into the applicant's store what the office made: the result of every granted dossier, and each paper that a
 * counter digitised. Exactly once, because its place moves in the same transaction. A result taken back by a counter-entry is revoked.
 * Returns how many events were handled.
 */
export async function keepResults(context: Pick<CaseworkContext, 'db' | 'keys' | 'directory'>): Promise<number> {
  const directory = await context.directory()
  let all = 0
  for (;;) {
    const handled = await consume(context.db, CONSUMER, BATCH, (tx, events) =>
      keepBatch({ tx, keys: context.keys, directory }, events),
    )
    all += handled
    if (handled < BATCH) return all
  }
}

interface Keeper {
  tx: Transaction
  keys: Keyring
  directory: Directory
}

interface Followed {
  event: StoredEvent
  dossier: DossierState
  procedure: ProcedureDocument
  rule: ResultRule | undefined
}

const FOLLOWED = ['Accepted', 'Completed', 'Corrected']

async function keepBatch(keeper: Keeper, events: readonly StoredEvent[]): Promise<void> {
  const followed = events.filter((event) => FOLLOWED.includes(event.type))
  if (followed.length === 0) return
  const dossiers = await readDossiers(keeper.tx, [...new Set(followed.map((event) => event.streamId))])
  const living = await livingPersons(keeper, dossiers)
  const rules = await readResultRules(
    keeper.tx,
    [...dossiers.values()].map((dossier) => dossier.procedureCode),
  )
  for (const event of followed) {
    const dossier = dossiers.get(event.streamId)
    if (dossier === undefined || !living.has(dossier.applicant.personId)) continue
    const { document: procedure } = await getProcedureVersion(keeper.tx, dossier.procedureVersionId)
    await handlers[event.type]?.(keeper, { event, dossier, procedure, rule: rules.get(dossier.procedureCode) })
  }
}

async function readDossiers(tx: Transaction, ids: readonly string[]): Promise<Map<string, DossierState>> {
  const rows = await query<{ id: string; state: DossierState }>(
    tx,
    'SELECT id, state FROM casework_dossier WHERE id = ANY ($1::uuid[])',
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row.state]))
}

/** An erased person has no store any more. */
async function livingPersons(
  { tx, keys }: Keeper,
  dossiers: ReadonlyMap<string, DossierState>,
): Promise<Set<PersonId>> {
  const ids = [...dossiers.values()].map((dossier) => dossier.applicant.personId)
  const opened = await loadPersonKeys(tx, keys, ids)
  return new Set([...opened].flatMap(([id, key]) => (key === null ? [] : [id])))
}

type Handler = (keeper: Keeper, followed: Followed) => Promise<void>

const handlers: Readonly<Record<string, Handler>> = {
  Accepted: keepDigitised,
  Completed: keepResult,
  Corrected: takeBack,
}

function sourceOfResult(dossierId: string, version: number): string {
  return `result:${dossierId}:${version}`
}

async function keepResult(keeper: Keeper, { event, dossier, procedure, rule }: Followed): Promise<void> {
  const { result } = event.payload as unknown as { result: Result }
  if (result.outcome !== 'granted') return
  const fileHash = result.fileHash as FileHash
  const file = (await readFiles(keeper.tx, [fileHash])).get(fileHash)
  if (file === undefined) return
  const issuer = dossier.units.competent
  const validTo = rule?.validMonths == null ? null : addMonths(result.issuedOn, rule.validMonths)
  const { paperId } = await keepPaper(keeper.tx, keeper, {
    personId: dossier.applicant.personId,
    typeCode: resultType(procedure),
    kind: 'issued',
    source: sourceOfResult(dossier.id, event.version),
    details: { number: result.number, issuer: nameOf(keeper, issuer), title: titleOf(procedure) },
    issuerAgencyId: issuer,
    procedureCode: dossier.procedureCode,
    dossierId: dossier.id,
    issuedOn: result.issuedOn,
    validFrom: result.issuedOn,
    validTo,
    fileHash,
  })
  await replaceEarlier(keeper, { dossier, procedure, rule }, paperId)
}

/** The result takes the place of the papers that its own dossier used and that its kind replaces: nothing is guessed. */
async function replaceEarlier(
  { tx }: Keeper,
  { dossier, rule }: Omit<Followed, 'event'>,
  newerId: string,
): Promise<void> {
  const used = dossier.attachments.flatMap(({ paperId }) => (paperId === undefined ? [] : [paperId]))
  if (rule === undefined || rule.replaces.length === 0 || used.length === 0) return
  const rows = await query<{ id: string }>(
    tx,
    `SELECT id FROM vault_paper WHERE id = ANY ($1::uuid[]) AND type_code = ANY ($2::text[]) AND person_id = $3 ORDER BY id`,
    [used, rule.replaces, dossier.applicant.personId],
  )
  for (const { id } of rows) await replacePaper(tx, { olderId: id, newerId })
}

async function takeBack({ tx }: Keeper, { event, dossier }: Followed): Promise<void> {
  const { version, corrects } = event.payload as unknown as { version: number; corrects: string }
  if (corrects !== 'Completed') return
  const source = sourceOfResult(dossier.id, version)
  const { personId } = dossier.applicant
  const rows = await query(tx, 'SELECT FROM vault_paper WHERE person_id = $1 AND source = $2', [personId, source])
  if (rows.length > 0) await revokePaper(tx, { personId, source }, { because: 'corrected' })
}

/** What a counter scanned and accepted is the applicant's, digitised: who did it stands with it. */
async function keepDigitised(keeper: Keeper, { event, dossier, procedure }: Followed): Promise<void> {
  if (dossier.channel === 'online') return
  const papers = papersOf(procedure, dossier.caseKey)
  const scanned = dossier.attachments.filter((one) => one.round === 0 && one.paperId === undefined)
  for (const { componentKey, fileHash } of scanned) {
    const component = papers.find((paper) => paper.key === componentKey)
    if (component === undefined) continue
    if (!(await readFiles(keeper.tx, [fileHash as FileHash])).has(fileHash as FileHash)) continue
    if (await isConfirmed(keeper.tx, dossier, componentType(procedure.code, component))) continue
    const agencyId = dossier.units.intake
    const paper: NewPaper = {
      personId: dossier.applicant.personId,
      typeCode: componentType(procedure.code, component),
      kind: 'digitised',
      source: `component:${dossier.id}:${componentKey}:${fileHash.slice(0, 16)}`,
      details: { number: '', issuer: '', title: component.name.vi },
      issuerAgencyId: agencyId,
      procedureCode: dossier.procedureCode,
      dossierId: dossier.id as DossierId,
      digitisedBy: await officerOf(keeper.tx, event.actorId),
      validFrom: localDate(event.recordedAt.getTime()),
      fileHash: fileHash as FileHash,
    }
    await keepPaper(keeper.tx, keeper, paper)
  }
}

/** A clerk was quicker: the paper was read and confirmed, and stands in the store already. */
async function isConfirmed(tx: Transaction, { id, applicant }: DossierState, typeCode: string): Promise<boolean> {
  const rows = await query(
    tx,
    `SELECT FROM vault_paper WHERE person_id = $1 AND dossier_id = $2 AND type_code = $3 AND starts_with(source, 'scan:')`,
    [applicant.personId, id, typeCode],
  )
  return rows.length > 0
}

async function officerOf(tx: Transaction, userId: string | null): Promise<OfficerId | null> {
  if (userId === null) return null
  const [row] = await query<{ id: OfficerId }>(tx, 'SELECT id FROM organisation_officer WHERE user_id = $1', [userId])
  return row?.id ?? null
}

function nameOf({ directory }: Keeper, id: AgencyId): string {
  return directory.get(id)?.name ?? ''
}

function titleOf(procedure: ProcedureDocument): string {
  return procedure.results[0]?.name.vi ?? procedure.name.vi
}
