import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a registry of this machine holds about a person: any paper of these types. */
export interface HeldRecord {
  typeCode: string
  reference: string
  title: string
  issuer: string
  issuedOn: string | null
  validTo: string | null
}

export interface RunningRegistry {
  url: string
  /** How it behaves; may be changed while it runs. `wrong`: answers what nobody understands. */
  behaviour: { slow: number; down: boolean; wrong: boolean }
  /** Every question, as a registry logs it. */
  questions: { number: string; typeCodes: string[]; purpose: string }[]
  close(): Promise<void>
}

interface Question {
  person: { identityNumber?: string; taxCode?: string }
  typeCodes: string[]
  purpose: string
}

const NAME = 'Cơ sở dữ liệu quốc gia về hoạt động xây dựng (mô phỏng)'

/**
 * A national registry of papers, for the demonstration and tests: speaks its protocol over real HTTP and can be slow, wrong and down.
 * `recordsOf` says what it holds about a number. Listens on 127.0.0.1 on a free port.
 */
export async function startPaperRegistry(recordsOf: (number: string) => HeldRecord[]): Promise<RunningRegistry> {
  const behaviour = { slow: 0, down: false, wrong: false }
  const questions: RunningRegistry['questions'] = []
  const server = createServer(async (request, response) => {
    const question = JSON.parse(await bodyOf(request)) as Question
    const number = question.person.identityNumber ?? question.person.taxCode ?? ''
    questions.push({ number, typeCodes: question.typeCodes, purpose: question.purpose })
    if (behaviour.slow > 0) await new Promise((resolve) => setTimeout(resolve, behaviour.slow))
    if (behaviour.down) return response.writeHead(503).end()
    const papers = recordsOf(number)
      .filter(({ typeCode }) => question.typeCodes.includes(typeCode))
      .map((record) => ({ ...record, registry: NAME }))
    return response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(behaviour.wrong ? '<html>' : JSON.stringify({ papers }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behaviour,
    questions,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** In the demonstration the registry holds a building permit of whoever's number ends in 77. */
export function demoRecords(number: string): HeldRecord[] {
  if (!number.endsWith('77')) return []
  const reference = `GPXD-${number.slice(-6)}`
  const title = 'Giấy phép xây dựng'
  const issuer = 'Sở Xây dựng tỉnh Hưng Yên'
  return [{ typeCode: '1.013225', reference, title, issuer, issuedOn: '2025-03-14', validTo: null }]
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += String(part)
  return text
}
