import { randomUUID } from 'node:crypto'
import { ask } from './ask.ts'
import type { RunningProduct } from './environment.ts'

/** Whoever takes part in the life of a dossier, by the key of the demonstration person. */
export const PEOPLE = {
  citizen: 'cong-dan-huong',
  desk: 'tiep-nhan-pho-hien',
  handler: 'xay-dung-pho-hien',
  asked: 'hoang-lan',
  reviewer: 'tham-tra-pho-hien',
  approver: 'chu-tich-pho-hien',
} as const
type Person = keyof typeof PEOPLE

export interface ScanFile {
  fileHash: string
  mediaType: string
  size: number
}

interface Answer {
  id: string
  version: number
}

/** What a life needs to know of the province. */
export interface LifeFacts {
  applicant: object
  communeCode: string
  /** An agency whose opinion is asked. */
  opinionAgencyId: string
  scan: ScanFile
  papers: readonly string[]
  /** The id of the opinion asked in a dossier, read past the product: the one thing its answers do not tell. */
  opinionOf(dossierId: string): Promise<string>
}

/**
 * A building permit from submission to return, eleven commands over HTTP: submit, accept, hand on, ask for a supplement, supply it, ask
 * an opinion, answer it, forward to review, forward to approval, approve with the result, return. Gives the dossier's id.
 */
export async function live(product: RunningProduct, facts: LifeFacts): Promise<string> {
  const send = (person: Person, path: string, body: object, version?: number): Promise<Answer> =>
    post(product, { path, body, cookie: product.cookies[PEOPLE[person]] ?? '', version })
  const attachments = facts.papers.map((componentKey) => ({ componentKey, ...facts.scan }))
  const first = await send('citizen', '/api/v1/dossiers', {
    procedureCode: '1.013225',
    caseKey: 'nha-o-rieng-le',
    channel: 'online',
    applicant: facts.applicant,
    communeCode: facts.communeCode,
    answers: { content: 'Đề nghị cấp giấy phép xây dựng nhà ở riêng lẻ hai tầng.' },
    attachments,
    papers: [],
  })
  let { version } = first
  const act = async (person: Person, verb: string, body: object): Promise<void> => {
    version = (await send(person, `/api/v1/dossiers/${first.id}/${verb}`, body, version)).version
  }
  const [paper] = facts.papers
  const until = new Date(Date.now() + 10 * 86_400_000).toISOString()
  await act('desk', 'accept', {})
  await act('desk', 'forward', { to: 'tham-dinh', note: 'Hồ sơ đầy đủ, hợp lệ.' })
  await act('handler', 'request-supplement', {
    componentKeys: [paper],
    reason: 'Bản chụp bị mờ, đề nghị gửi lại.',
    until,
  })
  await act('citizen', 'supply', { attachments: attachments.slice(0, 1), papers: [] })
  await act('handler', 'ask-opinion', {
    agencyIds: [facts.opinionAgencyId],
    question: 'Đề nghị cho ý kiến về quy hoạch.',
  })
  const opinionId = await facts.opinionOf(first.id)
  await act('asked', 'answer-opinion', { opinionId, answer: 'Phù hợp quy hoạch, nhất trí.', agrees: true })
  await act('handler', 'forward', { to: 'tham-tra' })
  await act('reviewer', 'forward', { to: 'ky-duyet' })
  const { fileHash, mediaType } = facts.scan
  await act('approver', 'approve', {
    outcome: 'granted',
    result: { number: `${first.id.slice(-6)}/GPXD`, fileHash, mediaType },
  })
  await act('desk', 'return-result', {
    to: 'Người nộp hồ sơ',
    by: 'counter',
    identity: { document: 'identity_card', lastDigits: '0001' },
    signedOnPaper: true,
  })
  return first.id
}

/** Commands in one life. */
export const COMMANDS = 11

function post(
  product: RunningProduct,
  by: { path: string; body: object; cookie: string; version?: number | undefined },
): Promise<Answer> {
  return call<Answer>(product, { ...by, method: 'POST' })
}

export async function call<Result>(
  product: RunningProduct,
  by: { method: string; path: string; cookie: string; body?: object; version?: number | undefined },
): Promise<Result> {
  const body = by.body === undefined ? '' : JSON.stringify(by.body)
  const { host, hostname, port } = new URL(product.url)
  const headers = [
    `${by.method} ${by.path} HTTP/1.1`,
    `host: ${host}`,
    `cookie: ${by.cookie}`,
    'sec-fetch-site: same-origin',
    `idempotency-key: ${randomUUID()}`,
    ...(by.body === undefined ? [] : ['content-type: application/json']),
    `content-length: ${Buffer.byteLength(body)}`,
    ...(by.version === undefined ? [] : [`if-match: "${by.version}"`]),
  ]
  const answer = await ask({ hostname, port: Number(port) }, `${headers.join('\r\n')}\r\n\r\n${body}`)
  if (answer.status >= 300) throw new Error(`${by.method} ${by.path}: ${answer.status} ${answer.text}`)
  return (answer.text === '' ? undefined : JSON.parse(answer.text)) as Result
}
