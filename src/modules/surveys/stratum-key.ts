import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  verify,
} from 'node:crypto'
import { promisify } from 'node:util'
import { query, type Transaction } from '../../platform/db.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import { openSealed, sealText } from '../../platform/sealing/seal.ts'
import { refusals } from './errors.ts'
import type { Round } from './round-store.ts'

const BITS = 2048
const KEY_BYTES = BITS / 8
const KIND = 'survey_key'
const makePair = promisify(generateKeyPair)

/** The key that signs the credentials of one stratum: whoever has a signature belongs to it, and nothing else is known of them. */
export interface StratumKey {
  /** JSON Web Key: n and e. */
  publicKey: string
  privateKey: Buffer
  mark: Buffer
}

/** The stratum's key, made when it is first asked for. */
export async function stratumKey(tx: Transaction, keys: Keyring, round: Round, stratum: string): Promise<StratumKey> {
  const { id, wrappedKey } = round
  if (wrappedKey === null) throw refusals.round_closed()
  const [known] = await query<Partial<StratumKey>>(
    tx,
    `SELECT public_key AS "publicKey", private_key AS "privateKey", private_key_mark AS mark
     FROM surveys_stratum WHERE round_id = $1 AND stratum = $2 FOR UPDATE`,
    [id, stratum],
  )
  if (known === undefined) throw refusals.stratum_unknown()
  if (known.publicKey != null && known.privateKey != null && known.mark != null) return known as StratumKey
  const { publicKey, privateKey } = await makePair('rsa', { modulusLength: BITS })
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
  const place = { valueId: `${id} ${stratum}`, kind: KIND }
  const text = String(privateKey.export({ format: 'pem', type: 'pkcs8' }))
  const { sealed, commitment } = sealText(keys.openKey(id, wrappedKey), place, text)
  const made = { publicKey: JSON.stringify({ n, e }), privateKey: sealed, mark: commitment }
  await query(
    tx,
    'UPDATE surveys_stratum SET public_key = $3, private_key = $4, private_key_mark = $5 WHERE round_id = $1 AND stratum = $2',
    [id, stratum, made.publicKey, made.privateKey, made.mark],
  )
  return made
}

/** Signs a blinded message (RFC 9474 4.3): raw RSA, checked before it leaves. Refuses `surveys.credential_forged` for what is no number below n. */
export async function signBlinded(
  tx: Transaction,
  keys: Keyring,
  round: Round,
  { stratum, blinded }: { stratum: string; blinded: Buffer },
): Promise<Buffer> {
  const { privateKey, mark } = await stratumKey(tx, keys, round, stratum)
  if (blinded.length !== KEY_BYTES || round.wrappedKey === null) throw refusals.credential_forged()
  const place = { valueId: `${round.id} ${stratum}`, kind: KIND }
  const { text } = openSealed(keys.openKey(round.id, round.wrappedKey), place, { sealed: privateKey, commitment: mark })
  const key = createPrivateKey(text)
  const signature = rawSign(key, blinded)
  const back = publicEncrypt({ key: createPublicKey(text), padding: constants.RSA_NO_PADDING }, signature)
  if (!back.equals(blinded)) throw new Error('a blind signature does not verify')
  return signature
}

function rawSign(key: KeyObject, blinded: Buffer): Buffer {
  try {
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, blinded)
  } catch {
    throw refusals.credential_forged()
  }
}

/** Whether the stratum's key signed this message. */
export async function isSigned(
  tx: Transaction,
  { roundId, stratum }: { roundId: string; stratum: string },
  { message, signature }: { message: Buffer; signature: Buffer },
): Promise<boolean> {
  const [row] = await query<{ publicKey: string | null }>(
    tx,
    'SELECT public_key AS "publicKey" FROM surveys_stratum WHERE round_id = $1 AND stratum = $2',
    [roundId, stratum],
  )
  if (row?.publicKey == null) return false
  const { n, e } = JSON.parse(row.publicKey) as { n: string; e: string }
  const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
  return verify('sha384', message, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }, signature)
}
