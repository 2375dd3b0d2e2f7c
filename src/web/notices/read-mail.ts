/** Subject and plain text of a message as our mailer writes them; for the demonstration's page, not for mail of strangers. */
export function readMail(text: string): { subject: string; body: string } {
  const [head = ''] = text.split('\r\n\r\n', 1)
  const folded = /^Subject: (.*(?:\r\n[ \t].*)*)/im.exec(head)?.[1] ?? ''
  const plain = /Content-Type: text\/plain[^\r\n]*((?:\r\n[^\r\n]+)*)\r\n\r\n([\s\S]*?)\r\n--/i.exec(text)
  return { subject: readWords(folded), body: readBody(plain?.[1] ?? '', plain?.[2] ?? '') }
}

function readBody(head: string, body: string): string {
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  return /quoted-printable/i.test(head) ? unquote(body.replace(/=\r\n/g, '')) : body
}

/** Encoded words (RFC 2047); the space between two of them belongs to neither. */
function readWords(text: string): string {
  return text
    .replace(/\r\n[ \t]+/g, ' ')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_all, kind: string, word: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : unquote(word.replaceAll('_', ' ')),
    )
}

function unquote(text: string): string {
  const bytes = [...text.matchAll(/=([0-9A-F]{2})|([\s\S])/gi)].map(([, hex, letter = '']) =>
    hex === undefined ? Buffer.from(letter) : Buffer.from(hex, 'hex'),
  )
  return Buffer.concat(bytes).toString('utf8')
}
