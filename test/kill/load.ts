import { newId } from '../../src/platform/ids.ts'

const BUILDING = '1.013225'

/** One press of a button, as the client remembers it. */
export interface Press {
  commandId: string
  url: string
  body: object
  /** What the server said, once it said it: the dossier, and its code when it has one. */
  answer: { id: string; code: string | null } | null
}

/** A receptionist's browser: session, and everything that was pressed with it. */
export class Client {
  readonly presses: Press[] = []
  readonly #origin: string
  readonly #cookie: string

  private constructor(origin: string, cookie: string) {
    this.#origin = origin
    this.#cookie = cookie
  }

  /** Logs in with a demonstration account. */
  static async login(origin: string, key: string): Promise<Client> {
    const answer = await fetch(`${origin}/dang-nhap/thu`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin },
      body: new URLSearchParams({ khoa: key }),
    })
    const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0])
    if (cookie.length === 0) throw new Error(`no login for ${key}: ${answer.status}`)
    return new Client(origin, cookie.join('; '))
  }

  /** Presses, and remembers the answer if there is one. Throws when the connection breaks or the server cannot answer. */
  async press(press: Press): Promise<{ id: string; code: string | null }> {
    const response = await fetch(`${this.#origin}${press.url}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: this.#origin,
        cookie: this.#cookie,
        'idempotency-key': press.commandId,
      },
      body: JSON.stringify(press.body),
    })
    const body = (await response.json()) as { id: string; code: string | null }
    if (!response.ok) throw new NoAnswer(`${press.url}: ${response.status} ${JSON.stringify(body)}`)
    press.answer = { id: body.id, code: body.code }
    return press.answer
  }

  begin(url: string, body: object): Press {
    const press = { commandId: newId(), url, body, answer: null }
    this.presses.push(press)
    return press
  }

  /** Submits and accepts, one dossier after the other, until the server no longer answers. */
  async work(): Promise<void> {
    try {
      for (;;) {
        const { id } = await this.press(this.begin('/api/v1/dossiers', submission()))
        await this.press(this.begin(`/api/v1/dossiers/${id}/accept`, {}))
      }
    } catch {
      // The server was killed: what was not answered stays without answer, to be pressed again.
    }
  }
}

export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

function submission(): object {
  const serial = String(Math.floor(Math.random() * 1_000_000)).padStart(6, '0')
  return {
    procedureCode: BUILDING,
    channel: 'counter',
    applicant: {
      kind: 'citizen',
      fullName: 'Nguyễn Thị Thử Nghiệm',
      identityNumber: `033190${serial}`,
      birthDate: '1990-02-03',
      sex: 'female',
    },
    communeCode: '11953',
    attachments: [],
    papers: [],
  }
}
