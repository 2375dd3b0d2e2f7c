import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

/** Below this many bytes compression costs more than it saves. */
const SMALLEST_WORTH_COMPRESSING = 1_000

export interface EncodedPage {
  body: Buffer
  encoding: 'br' | 'gzip' | null
}

/** Compresses a page as the browser's `Accept-Encoding` allows: Brotli before gzip, neither where not accepted. */
export async function compressPage(html: string, acceptEncoding: string | undefined): Promise<EncodedPage> {
  const body = Buffer.from(html)
  const accepted = acceptedEncodings(acceptEncoding)
  if (body.length < SMALLEST_WORTH_COMPRESSING) return { body, encoding: null }
  if (accepted.has('br')) {
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 4,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    }
    return { body: await brotli(body, { params }), encoding: 'br' }
  }
  if (accepted.has('gzip')) return { body: await gzipped(body), encoding: 'gzip' }
  return { body, encoding: null }
}

function acceptedEncodings(header: string | undefined): Set<string> {
  const offers = (header ?? '').toLowerCase().split(',')
  const wanted = offers.filter((offer) => !/;\s*q=0(\.0*)?\s*$/.test(offer))
  return new Set(wanted.map((offer) => offer.split(';')[0]?.trim() ?? ''))
}
