import { createHash, timingSafeEqual } from 'node:crypto'
import type { PaymentPlatform, PlatformAnswer, PlatformOrder, PlatformReport, RawMessage } from './ports.ts'

export interface PlatformOptions {
  /** Where messages are sent. */
  url: string
  partner: string
  secret: string
  /** Milliseconds after which it counts as down; 10 seconds when left out. */
  patience?: number
}

const VERSION = '1.0.6'
const LONGEST_ANSWER = 100_000

type Message = Record<string, unknown>

/** SHA-256 in hex over the fields joined by `|`, the secret last. */
function signature(fields: readonly unknown[], secret: string): string {
  return createHash('sha256')
    .update([...fields, secret].join('|'))
    .digest('hex')
}

function sameSignature(given: unknown, expected: string): boolean {
  const [one, other] = [Buffer.from(String(given ?? '').toLowerCase()), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

const INIT_ORDER = [
  'LoaiBanTin',
  'PhienBan',
  'MaDoiTac',
  'MaThamChieu',
  'SoTien',
  'LoaiHinhThanhToan',
  'MaKenhThanhToan',
  'MaThietBi',
  'NgonNgu',
  'MaTienTe',
  'MaNganHang',
  'ThongTinGiaoDich',
  'ThoiGianGD',
  'Ip',
  'ThongTinBienLai',
] as const

const REPORT_ORDER = [
  'LoaiBanTin',
  'MaLoi',
  'MaDoiTac',
  'MaThamChieu',
  'SoTien',
  'MaTienTe',
  'MaGiaoDich',
  'MaNganHang',
  'ThoiGianGD',
  'ThongTinGiaoDich',
] as const

const ASK_ORDER = ['LoaiBanTin', 'PhienBan', 'MaDoiTac', 'MaThamChieu', 'ThoiGianGD'] as const

/** Speaks the platform's protocol over HTTP: signed JSON messages to one address. */
export function openPaymentPlatform(options: PlatformOptions): PaymentPlatform {
  const { partner, secret } = options
  const ask = (kind: string, reference: string, at: string) => {
    const message = { LoaiBanTin: kind, PhienBan: VERSION, MaDoiTac: partner, MaThamChieu: reference, ThoiGianGD: at }
    return send(options, { ...message, MaXacThuc: signed(message, ASK_ORDER, secret) })
  }
  return {
    async open(order) {
      const message = initMessage(order, options)
      const sent = await send(options, { ...message, MaXacThuc: signed(message, INIT_ORDER, secret) })
      if (!sent.ok) return sent
      const { UrlThanhToan: payUrl, MaGiaoDich: transactionCode, MaLoi: code } = sent.value
      if (code !== '00') return { ok: false, because: 'refused', messages: sent.messages }
      if (!isAddress(payUrl)) return { ok: false, because: 'unreadable', messages: sent.messages }
      return { ok: true, messages: sent.messages, value: { payUrl, transactionCode: String(transactionCode ?? '') } }
    },
    async ask(reference, at) {
      const sent = await ask('QUERY', reference, at)
      if (!sent.ok) return sent
      const read = readReport(sent.value, options)
      return { ...read, messages: sent.messages }
    },
    async bill(reference, at) {
      const sent = await ask('GET_BILL', reference, at)
      if (!sent.ok) return sent
      const { UrlBienLai: billUrl, MaLoi: code } = sent.value
      if (code !== '00' || !isAddress(billUrl)) return { ok: false, because: 'refused', messages: sent.messages }
      return { ok: true, messages: sent.messages, value: { billUrl } }
    },
    read(body) {
      const message = parse(body)
      if (message === null) {
        return { ok: false, because: 'unreadable', messages: [received('CALLBACK', null, body, 'unreadable')] }
      }
      const report = readReport(message, options)
      const verdict = report.ok ? 'signed' : report.because
      const reference = String(message.MaThamChieu ?? '').slice(0, 100)
      return { ...report, messages: [{ ...received('CALLBACK', reference, body, verdict), amount: amountOf(message) }] }
    },
  }
}

function signed(message: Message, order: readonly string[], secret: string): string {
  return signature(
    order.map((name) => message[name] ?? ''),
    secret,
  )
}

/** The fields of INIT; what the receipt is about goes as one JSON text. */
function initMessage(order: PlatformOrder, { partner }: PlatformOptions): Message {
  const receipt = {
    MaDichVu: order.procedure.code,
    MaDVC: order.procedure.code,
    TenDVC: order.procedure.name,
    MaTTHC: order.procedure.code,
    TenTTHC: order.procedure.name,
    MaDonVi: order.agency.code,
    TenDonVi: order.agency.name,
    MaHoSo: order.dossierCode,
    NoiDungThanhToan: `HS ${order.dossierCode}`,
    PhiLePhi: order.lines.map((line) => ({
      LoaiPhiLePhi: line.kind === 'fee' ? '2' : '1',
      MaPhiLePhi: line.key,
      TenPhiLePhi: line.name,
      SoTien: String(line.amount),
    })),
  }
  return {
    LoaiBanTin: 'INIT',
    PhienBan: VERSION,
    MaDoiTac: partner,
    MaThamChieu: order.reference,
    SoTien: String(order.amount),
    LoaiHinhThanhToan: 'PAY',
    MaKenhThanhToan: '',
    MaThietBi: '',
    NgonNgu: 'vi-VN',
    MaTienTe: 'VND',
    MaNganHang: '',
    ThongTinGiaoDich: order.dossierCode,
    ThoiGianGD: order.at,
    Ip: order.ip,
    ThongTinBienLai: JSON.stringify(receipt),
  }
}

function readReport(message: Message, { partner, secret }: PlatformOptions): PlatformAnswer<PlatformReport> {
  if (!sameSignature(message.MaXacThuc, signed(message, REPORT_ORDER, secret)) || message.MaDoiTac !== partner) {
    return { ok: false, because: 'signature', messages: [] }
  }
  const amount = amountOf(message)
  if (amount === null) return { ok: false, because: 'unreadable', messages: [] }
  return {
    ok: true,
    messages: [],
    value: {
      code: String(message.MaLoi),
      reference: String(message.MaThamChieu),
      amount,
      transactionCode: String(message.MaGiaoDich ?? ''),
      dossierCode: String(message.ThongTinGiaoDich ?? ''),
    },
  }
}

function amountOf(message: Message): number | null {
  const text = String(message.SoTien ?? '')
  return /^\d{1,12}$/.test(text) ? Number(text) : null
}

async function send(options: PlatformOptions, message: Message): Promise<PlatformAnswer<Message>> {
  const kind = String(message.LoaiBanTin)
  const reference = String(message.MaThamChieu)
  const body = JSON.stringify(message)
  const sent: RawMessage = { direction: 'sent', kind, reference, body, verdict: 'sent', amount: amountOf(message) }
  const text = await post(options, body)
  if (text === null) return { ok: false, because: 'down', messages: [{ ...sent, verdict: 'down' }] }
  const answer = parse(text)
  const verdict = answer === null ? 'unreadable' : String(answer.MaLoi ?? 'unreadable').slice(0, 60)
  const messages = [sent, { ...received(kind, reference, text, verdict), amount: answer && amountOf(answer) }]
  return answer === null ? { ok: false, because: 'unreadable', messages } : { ok: true, value: answer, messages }
}

async function post({ url, patience = 10_000 }: PlatformOptions, body: string): Promise<string | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body,
      signal: AbortSignal.timeout(patience),
    })
    if (answer.status >= 500) return null
    return (await answer.text()).slice(0, LONGEST_ANSWER)
  } catch {
    return null
  }
}

function received(kind: string, reference: string | null, body: string, verdict: string): RawMessage {
  return { direction: 'received', kind, reference, body: body.slice(0, LONGEST_ANSWER) || '-', verdict, amount: null }
}

function parse(text: string): Message | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Message) : null
  } catch {
    return null
  }
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 2000 && /^https?:\/\//.test(value) && URL.canParse(value)
}
