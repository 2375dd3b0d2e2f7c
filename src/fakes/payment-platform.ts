import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the platform behaves; all of it can be changed while it runs. */
export interface PlatformBehaviour {
  /** Milliseconds before every answer. */
  slow: number
  /** Answers 503 to everything. */
  down: boolean
  /** Callbacks sent for one payment: 0 loses it, 2 sends it twice at once. */
  callbacks: number
  /** What is wrong with a callback. */
  wrong: 'nothing' | 'signature' | 'less' | 'other_dossier' | 'other_reference' | 'garbage'
}

export interface PlatformOptions {
  partner: string
  secret: string
  /** Where a payment is told. */
  callbackUrl?: string
  /** Where the payer's browser is sent afterwards, with `?MaThamChieu=`. */
  returnUrl?: string
}

interface Order {
  reference: string
  amount: number
  information: string
  transaction: string
  state: 'open' | 'paid' | 'cancelled'
}

export interface RunningPlatform {
  /** Where messages are sent. */
  url: string
  behaviour: PlatformBehaviour
  /** Addresses of the partner may be told later than the platform starts. */
  partner: { callbackUrl: string; returnUrl: string }
  /** Marks a payment as the payer would in the browser, and tells it. */
  pay(reference: string): Promise<void>
  /** Sends the callback of a payment again, as it behaves now. Gives the partner's answer. */
  tell(reference: string): Promise<string>
  /** What the platform itself holds, for comparing. */
  orders: ReadonlyMap<string, Readonly<Order>>
  close(): Promise<void>
}

type Message = Record<string, string>

/**
 * The national payment platform of the demonstration and of tests: speaks its protocol over real HTTP, has a page where one pays, and can
 * be slow, wrong, double and down. Listens on 127.0.0.1 on a free port.
 */
export async function startPaymentPlatform(options: PlatformOptions): Promise<RunningPlatform> {
  const orders = new Map<string, Order>()
  const behaviour: PlatformBehaviour = { slow: 0, down: false, callbacks: 1, wrong: 'nothing' }
  const partner = { callbackUrl: options.callbackUrl ?? '', returnUrl: options.returnUrl ?? '' }
  const platform = { options, orders, behaviour, partner, url: '' }
  const server = createServer((request, response) => {
    answer(platform, request, response).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  platform.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `${platform.url}/thanh-toan`,
    behaviour,
    partner,
    orders,
    pay: (reference) => pay(platform, reference),
    tell: (reference) => tell(platform, reference),
    close: () => close(server),
  }
}

interface Platform {
  options: PlatformOptions
  orders: Map<string, Order>
  behaviour: PlatformBehaviour
  partner: RunningPlatform['partner']
  url: string
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

async function answer(platform: Platform, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { behaviour } = platform
  if (behaviour.slow > 0) await new Promise((resolve) => setTimeout(resolve, behaviour.slow))
  if (behaviour.down) {
    response.writeHead(503).end('down')
    return
  }
  const { pathname } = new URL(request.url ?? '/', platform.url)
  const [, place = '', reference = ''] = pathname.split('/')
  if (place === 'tra-tien') return answerPayer(platform, reference, request, response)
  if (place === 'bien-lai') return answerBill(platform, reference, response)
  if (place !== 'thanh-toan' || request.method !== 'POST') {
    response.writeHead(404).end()
    return
  }
  const reply = replyTo(platform, JSON.parse(await bodyOf(request)) as Message)
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(reply))
}

function replyTo(platform: Platform, message: Message): Message {
  if (message.LoaiBanTin === 'INIT') return init(platform, message)
  const fields = ['LoaiBanTin', 'PhienBan', 'MaDoiTac', 'MaThamChieu', 'ThoiGianGD'].map((name) => message[name])
  if (message.MaXacThuc !== hash(fields, platform)) return { MaLoi: '97' }
  const order = platform.orders.get(message.MaThamChieu ?? '')
  if (order === undefined) return { MaLoi: '01' }
  if (message.LoaiBanTin === 'QUERY') return report(platform, 'QUERY', order)
  if (message.LoaiBanTin !== 'GET_BILL') return { MaLoi: '98' }
  return order.state === 'paid'
    ? { MaLoi: '00', UrlBienLai: `${platform.url}/bien-lai/${order.reference}` }
    : { MaLoi: '02' }
}

function init(platform: Platform, message: Message): Message {
  const names =
    'LoaiBanTin PhienBan MaDoiTac MaThamChieu SoTien LoaiHinhThanhToan MaKenhThanhToan MaThietBi NgonNgu MaTienTe MaNganHang ThongTinGiaoDich ThoiGianGD Ip ThongTinBienLai'
  const fields = names.split(' ').map((name) => message[name] ?? '')
  if (message.MaXacThuc !== hash(fields, platform)) return { MaLoi: '97' }
  const reference = message.MaThamChieu ?? ''
  const known = platform.orders.get(reference)
  const order: Order = known ?? {
    reference,
    amount: Number(message.SoTien),
    information: message.ThongTinGiaoDich ?? '',
    transaction: `GD${String(platform.orders.size + 1).padStart(8, '0')}`,
    state: 'open',
  }
  platform.orders.set(reference, order)
  return { MaLoi: '00', UrlThanhToan: `${platform.url}/tra-tien/${reference}`, MaGiaoDich: order.transaction }
}

function hash(fields: readonly (string | undefined)[], { options }: Platform): string {
  return createHash('sha256')
    .update([...fields, options.secret].join('|'))
    .digest('hex')
}

function report(platform: Platform, kind: string, order: Order, changes: Message = {}): Message {
  const message: Message = {
    LoaiBanTin: kind,
    MaLoi: { paid: '00', open: '02', cancelled: '24' }[order.state],
    MaDoiTac: platform.options.partner,
    MaThamChieu: order.reference,
    SoTien: String(order.amount),
    MaTienTe: 'VND',
    MaGiaoDich: order.transaction,
    MaNganHang: 'DEMO',
    ThoiGianGD: new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 19).replace(/\D/g, ''),
    ThongTinGiaoDich: order.information,
    ...changes,
  }
  return { ...message, MaXacThuc: hash(Object.values(message), platform) }
}

function callbackOf(platform: Platform, order: Order): string {
  const send = (changes: Message = {}) => JSON.stringify(report(platform, 'CALLBACK', order, changes))
  const messages: Record<PlatformBehaviour['wrong'], () => string> = {
    nothing: () => send(),
    signature: () => JSON.stringify({ ...report(platform, 'CALLBACK', order), MaXacThuc: '0'.repeat(64) }),
    less: () => send({ SoTien: String(Math.max(1, order.amount - 1000)) }),
    other_dossier: () => send({ ThongTinGiaoDich: 'H99.99-250101-9999' }),
    other_reference: () => send({ MaThamChieu: 'MC00000000000000000000' }),
    garbage: () => 'khong phai JSON',
  }
  return messages[platform.behaviour.wrong]()
}

async function pay(platform: Platform, reference: string): Promise<void> {
  const order = platform.orders.get(reference)
  if (order === undefined) throw new Error(`no order ${reference}`)
  order.state = 'paid'
  await Promise.all(Array.from({ length: platform.behaviour.callbacks }, () => tell(platform, reference)))
}

async function tell(platform: Platform, reference: string): Promise<string> {
  const order = platform.orders.get(reference)
  if (order === undefined || platform.partner.callbackUrl === '') return ''
  try {
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    const body = callbackOf(platform, order)
    const told = await fetch(platform.partner.callbackUrl, { method: 'POST', headers, body })
    return await told.text()
  } catch {
    // The partner cannot be reached: as with the real platform, it asks by itself later.
    return ''
  }
}

async function answerPayer(
  platform: Platform,
  reference: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const order = platform.orders.get(reference)
  if (order === undefined) {
    response.writeHead(404).end()
    return
  }
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(payerPage(order))
    return
  }
  const pays = (await bodyOf(request)).includes('viec=tra')
  if (pays && order.state === 'open') await pay(platform, reference)
  else if (order.state === 'open') {
    order.state = 'cancelled'
    await tell(platform, reference)
  }
  response.writeHead(303, { location: `${platform.partner.returnUrl}?MaThamChieu=${reference}` }).end()
}

function answerBill(platform: Platform, reference: string, response: ServerResponse): void {
  const order = platform.orders.get(reference)
  if (order?.state !== 'paid') {
    response.writeHead(404).end()
    return
  }
  const text = `Biên lai của nền tảng thanh toán (mô phỏng): ${order.information}, ${money(order.amount)}, giao dịch ${order.transaction}`
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(text)
}

function money(amount: number): string {
  return `${String(amount).replace(/\B(?=(\d{3})+$)/g, '.')} đồng`
}

function payerPage({ amount, information, reference, state }: Order): string {
  const act =
    state === 'open'
      ? '<form method="post"><button name="viec" value="tra">Thanh toán</button> <button name="viec" value="huy">Hủy</button></form>'
      : '<p>Giao dịch này đã kết thúc.</p>'
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Nền tảng thanh toán (mô phỏng)</title>
<style>body{font:18px/1.6 system-ui;margin:3rem auto;max-width:34rem;padding:0 1rem}button{font:inherit;padding:.8rem 1.4rem;margin-top:1rem}</style>
<main><h1>Nền tảng thanh toán (mô phỏng)</h1><p>Đây là trang giả lập để dùng thử, không có tiền thật.</p>
<p>Hồ sơ <b>${escaped(information)}</b><br>Số tiền <b>${money(amount)}</b><br>Mã tham chiếu ${escaped(reference)}</p>${act}</main></html>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
