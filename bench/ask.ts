import { connect, type Socket } from 'node:net'

/**
 * The least that can be called an HTTP client: one request at a time on a kept connection, answers with a content-length. What a
 * bench's own client costs is taken from the product under test, so it must cost next to nothing.
 */
const idle = new Map<number, Socket[]>()

export interface HttpAnswer {
  status: number
  text: string
}

export async function ask(
  { hostname, port }: { hostname: string; port: number },
  request: string,
): Promise<HttpAnswer> {
  const kept = idle.get(port) ?? []
  idle.set(port, kept)
  const socket = kept.pop() ?? connect({ host: hostname, port, noDelay: true })
  const answer = await exchange(socket, request)
  if (!socket.destroyed) kept.push(socket)
  return answer
}

function exchange(socket: Socket, request: string): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0)
    const end = (settle: () => void): void => {
      socket.off('data', take).off('error', fail).off('close', closed)
      settle()
    }
    const take = (chunk: Buffer): void => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
      const answer = readAnswer(received)
      if (answer !== null) end(() => resolve(answer))
    }
    const fail = (error: Error): void => end(() => reject(error))
    const closed = (): void => end(() => reject(new Error('the server closed the connection')))
    socket.on('data', take).on('error', fail).on('close', closed)
    socket.write(request)
  })
}

/** Null while the answer is not whole. */
function readAnswer(received: Buffer): HttpAnswer | null {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd < 0) return null
  const head = received.toString('latin1', 0, headEnd)
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  const status = Number(head.slice(9, 12))
  if (length === undefined && status !== 204) throw new Error('an answer without content-length')
  const end = headEnd + 4 + Number(length ?? 0)
  return received.length < end ? null : { status, text: received.toString('utf8', headEnd + 4, end) }
}
