import { localDate } from '../../../platform/civil-date.ts'
import { query, type Transaction } from '../../../platform/db.ts'
import type { FieldFault } from '../../../platform/errors.ts'
import { filesSentBy } from '../../../platform/files/file-senders.ts'
import type { FileHash, ProcedureVersionId } from '../../../platform/ids.ts'
import { findCurrentProcedure, getCurrentProcedure, getProcedureVersion } from '../../catalogue/index.ts'
import type { OfficerActor } from '../../organisation/index.ts'
import { checkPerson, findPersonByIdentity, type PersonProfile, readProfiles } from '../../vault/index.ts'
import { carryOutIn } from '../carry-out.ts'
import type { Attachment } from '../dossier.ts'
import { refusals } from '../errors.ts'
import { submitIn } from '../submit-dossier.ts'
import { readReservedCode } from './accept-offline.ts'
import type { Arrived } from './arrived.ts'
import { offlineRefusals } from './errors.ts'
import { filingTime } from './filing-time.ts'
import { voidNumber } from './number-store.ts'
import type { Settlement } from './record-store.ts'
import type { IntakeBody } from './schemas.ts'

/**
 * An intake written down without network becomes a dossier, handed in and accepted in the one transaction that settles the record. The
 * same rules as at the counter; what changed meanwhile is refused so that the officer decides: `procedure_replaced`, `person_differs`,
 * `person_doubtful`, `file_missing`, those of the reserved code, and everything that submission and acceptance refuse.
 */
export async function receiveIntake(tx: Transaction, arrived: Arrived<IntakeBody>): Promise<Settlement> {
  const { context, directory, sent, body, kit, mandate } = arrived
  const actor = atCounter(arrived)
  const applicant = await checkedApplicant(tx, arrived)
  const versionId = await versionFor(tx, arrived)
  const attachments = await attachmentsOf(tx, arrived)
  const { dossierId } = await submitIn(tx, context, directory, {
    actor,
    commandId: sent.id,
    submission: {
      procedureVersionId: versionId,
      caseKey: body.caseKey,
      channel: body.channel,
      applicant,
      communeCode: body.communeCode,
      processingCommuneCode: body.processingCommuneCode,
      ...(body.request === '' ? {} : { answers: { request: body.request } }),
      attachments,
      papers: body.papers,
    },
  })
  const renumber = sent.resolution?.renumber === true
  if (renumber) await voidReserved(tx, arrived)
  const { state } = await carryOutIn(tx, context, directory, {
    dossierId,
    verb: 'accept',
    input: {},
    actor,
    commandId: body.acceptId,
    offline: {
      kitId: kit.id,
      recordId: sent.id,
      deviceId: kit.deviceId,
      agencyId: mandate.agencyId,
      code: renumber ? null : body.code,
      deviceAt: body.deviceAt,
      skewMs: arrived.skewMs,
      issuedAt: kit.issuedAt.getTime(),
    },
  })
  return { outcome: 'done', number: state.code, dossierId }
}

/** The sender with the kit's counter first: the dossier is received there. */
function atCounter({ actor, mandate }: Arrived): OfficerActor {
  return { ...actor, mandates: [mandate, ...actor.mandates.filter((one) => one.id !== mandate.id)] }
}

/** The code on the receipt will not be used after all; one that was never this machine's stays as it is. */
export async function voidReserved(tx: Transaction, { kit, body, directory }: Arrived<IntakeBody>): Promise<void> {
  const unit = directory.get(kit.agencyId)?.code ?? ''
  if (!body.code.startsWith(`${unit}-`)) return
  const { onDate, serial } = readReservedCode(body.code, unit)
  await voidNumber(tx, { kind: 'dossier', agencyId: kit.agencyId, deviceId: kit.deviceId, onDate }, serial)
}

/** The person as typed, checked by the same rules as everywhere, and against who is on record under the number. */
async function checkedApplicant(tx: Transaction, arrived: Arrived<IntakeBody>): Promise<PersonProfile> {
  const { context, directory, sent, body } = arrived
  const typed = sent.resolution?.applicant ?? body.applicant
  const check = checkPerson(typed, {
    today: localDate(Date.now()),
    path: 'applicant',
    isCommune: (code) => directory.byUnitCode(code) !== undefined,
  })
  if (!check.ok) throw refusals.applicant_invalid({}, check.faults)
  const confirmed = sent.resolution?.confirmed === true
  const doubtful = check.warnings.length > 0 && !body.confirmed && !confirmed
  if (doubtful) throw offlineRefusals.person_doubtful({}, check.warnings)
  if (!confirmed) {
    const faults = differences(check.profile, await recordedProfile(tx, context.keys, check.profile))
    if (faults.length > 0) throw offlineRefusals.person_differs({}, faults)
  }
  return check.profile
}

async function recordedProfile(
  tx: Transaction,
  keys: Arrived['context']['keys'],
  profile: PersonProfile,
): Promise<PersonProfile | undefined> {
  const number = profile.kind === 'citizen' ? profile.identityNumber : profile.taxCode
  if (number === undefined) return undefined
  const personId = await findPersonByIdentity(tx, keys, { kind: profile.kind, number })
  if (personId === null) return undefined
  return (await readProfiles(tx, keys, [personId])).get(personId) ?? undefined
}

/** Where the person on record under this number is said to be somebody else. */
function differences(typed: PersonProfile, recorded: PersonProfile | undefined): FieldFault[] {
  if (recorded === undefined) return []
  const plain = (text: string) => text.normalize('NFC').toLocaleLowerCase('vi')
  const faults: FieldFault[] = []
  if (plain(typed.fullName) !== plain(recorded.fullName)) {
    faults.push({ path: 'applicant/fullName', code: 'offline.recorded_as', params: { recorded: recorded.fullName } })
  }
  const { birthDate } = recorded
  if (typed.birthDate !== undefined && birthDate !== undefined && typed.birthDate !== birthDate) {
    const told = birthDate.split('-').reverse().join('/')
    faults.push({ path: 'applicant/birthDate', code: 'offline.recorded_as', params: { recorded: told } })
  }
  return faults
}

/** The procedure's text in force on the day of the filing; another than the kit's only when the officer says so. */
async function versionFor(tx: Transaction, arrived: Arrived<IntakeBody>): Promise<ProcedureVersionId> {
  const { body, sent, kit, skewMs } = arrived
  const versionId = body.versionId as ProcedureVersionId
  const { document } = await getProcedureVersion(tx, versionId)
  const [clock] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
  const now = (clock?.now ?? new Date()).getTime()
  const filed = filingTime({ deviceAt: body.deviceAt, skewMs, notBefore: kit.issuedAt.getTime(), notAfter: now })
  const onDay = await findCurrentProcedure(tx, document.code, localDate(filed.at))
  if (onDay?.id === versionId) return versionId
  if (sent.resolution?.currentVersion !== true) throw offlineRefusals.procedure_replaced({ procedure: document.code })
  return (await getCurrentProcedure(tx, document.code, null)).id
}

/** Files come before their record; one that did not is asked for. Kind and size are those found when it came in. */
async function attachmentsOf(
  tx: Transaction,
  { actor, body, sent }: Arrived<IntakeBody>,
): Promise<Omit<Attachment, 'round'>[]> {
  const dropped = new Set(sent.resolution?.dropFiles ?? [])
  const wanted = body.files.filter(({ hash }) => !dropped.has(hash))
  const found = await filesSentBy(
    tx,
    actor.userId,
    wanted.map(({ hash }) => hash),
  )
  const missing = wanted.filter(({ hash }) => !found.has(hash as FileHash))
  if (missing.length > 0) {
    const faults = missing.map(({ hash }) => ({ path: `files/${hash}`, code: 'offline.file_missing' }))
    throw offlineRefusals.file_missing({ count: missing.length }, faults)
  }
  return wanted.flatMap(({ componentKey, hash }) => {
    const file = found.get(hash as FileHash)
    return file === undefined
      ? []
      : [{ componentKey, fileHash: hash, mediaType: file.mediaType, size: Number(file.size) }]
  })
}
