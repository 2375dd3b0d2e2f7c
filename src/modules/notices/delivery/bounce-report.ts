/** What a report says of one recipient (RFC 3464 §2.3). */
export interface ReportedRecipient {
  /** `failed`, `delayed`, `delivered`, `relayed`, `expanded`; in small letters. */
  action: string
  /** `5.1.1`; empty when it is none. */
  status: string
  /** Whom the message was sent to, and where it ended; in small letters. */
  addresses: string[]
}

export interface BounceReport {
  /** To whom the report itself was sent: the return address of the message that came back. */
  returnedTo: string[]
  recipients: ReportedRecipient[]
  /** The Message-ID of the message that came back, without brackets; null when the report does not return its head. */
  messageId: string | null
}

const MOST_PARTS = 10
const MOST_RECIPIENTS = 20
const MOST_HEADERS = 200
const LONGEST_HEADER = 2000
const LONGEST_HEAD = MOST_HEADERS * LONGEST_HEADER
const ADDRESS = /[^\s<>,;:"()@]{1,64}@[^\s<>,;:"()@]{1,255}/g

type Headers = ReadonlyMap<string, string[]>

/**
 * Reads a delivery status report (RFC 3462, 3464; also 6533), given as bytes in latin1. Null for what is none. Only the outermost message is
 * looked at: a report that somebody put inside of another message says nothing. Never slower than the message is long.
 */
export function readBounceReport(raw: string): BounceReport | null {
  const { head, body } = split(raw)
  const headers = headersOf(head)
  const boundary = boundaryOf(first(headers, 'content-type'))
  if (boundary === null) return null
  const parts = partsOf(body, boundary).map(split)
  const typeOf = (part: { head: string }) => first(headersOf(part.head), 'content-type').toLowerCase()
  const status = parts.find((part) => /^message\/(global-)?delivery-status\b/.test(typeOf(part)))
  if (status === undefined) return null
  const returned = parts.find((part) =>
    /^(text\/rfc822-headers|message\/(rfc822|global|global-headers))\b/.test(typeOf(part)),
  )
  const recipients = recipientsOf(status.body)
  if (recipients.length === 0) return null
  const id = returned === undefined ? '' : first(headersOf(split(returned.body).head), 'message-id')
  return {
    returnedTo: ['delivered-to', 'x-original-to', 'envelope-to', 'to'].flatMap((name) =>
      (headers.get(name) ?? []).flatMap(addressesIn),
    ),
    recipients,
    messageId: /^<?([^<>\s]{3,200})>?$/.exec(id.trim())?.[1] ?? null,
  }
}

/** What stands before and after the first empty line. */
function split(text: string): { head: string; body: string } {
  const gap = /(?:^|\n)\r?\n/.exec(text)
  if (gap === null) return { head: text.slice(0, LONGEST_HEAD), body: '' }
  return { head: text.slice(0, Math.min(gap.index, LONGEST_HEAD)), body: text.slice(gap.index + gap[0].length) }
}

/** Header fields by their names in small letters, folded lines joined. */
function headersOf(head: string): Headers {
  const found = new Map<string, string[]>()
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  for (const line of lines.slice(0, MOST_HEADERS)) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    found.set(name, [...(found.get(name) ?? []), line.slice(colon + 1, LONGEST_HEADER).trim()])
  }
  return found
}

function first(headers: Headers, name: string): string {
  return headers.get(name)?.[0] ?? ''
}

function boundaryOf(contentType: string): string | null {
  if (!/^multipart\/report\s*;/i.test(contentType)) return null
  if (!/;\s*report-type\s*=\s*"?delivery-status\b/i.test(contentType)) return null
  const [, quoted, plain] = /;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? []
  return quoted ?? plain ?? null
}

function partsOf(body: string, boundary: string): string[] {
  const pieces = `\n${body}`.split(`\n--${boundary}`).slice(1, MOST_PARTS + 1)
  return pieces.flatMap((piece) => (piece.startsWith('--') ? [] : [piece.slice(piece.indexOf('\n') + 1)]))
}

/** The groups of a report: the first is about the message, each other about a recipient. */
function recipientsOf(text: string): ReportedRecipient[] {
  const groups = text.split(/\r?\n\r?\n/).slice(0, MOST_RECIPIENTS + 1)
  return groups.flatMap((group) => {
    const fields = headersOf(group)
    const action = first(fields, 'action').toLowerCase()
    if (action === '') return []
    const addresses = ['original-recipient', 'final-recipient'].flatMap((name) => addressesIn(first(fields, name)))
    const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(first(fields, 'status'))?.[0] ?? ''
    return [{ action: action.split(/\s/)[0] ?? action, status, addresses }]
  })
}

function addressesIn(text: string): string[] {
  return (text.match(ADDRESS) ?? []).map((address) => address.toLowerCase())
}
