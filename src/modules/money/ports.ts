/** What is asked of the national payment platform (INIT). */
export interface PlatformOrder {
  reference: string
  /** Whole đồng. */
  amount: number
  dossierCode: string
  procedure: { code: string; name: string }
  agency: { code: string; name: string }
  lines: readonly { kind: 'fee' | 'charge'; key: string; name: string; amount: number }[]
  /** In Viet Nam, `yyyyMMddHHmmss`. */
  at: string
  ip: string
}

/** A payment as the platform reports it, its signature checked. `MaLoi` 00 is paid. */
export interface PlatformReport {
  code: string
  reference: string
  amount: number
  transactionCode: string
  dossierCode: string
}

/** A message as it went or came, to be kept. */
export interface RawMessage {
  direction: 'sent' | 'received'
  kind: string
  reference: string | null
  body: string
  verdict: string
  amount: number | null
}

export type PlatformAnswer<Value> = { messages: RawMessage[] } & (
  | { ok: true; value: Value }
  | { ok: false; because: 'down' | 'refused' | 'signature' | 'unreadable' }
)

/** The national payment platform as money needs it (standards: PaymentPlatform of the national portal). */
export interface PaymentPlatform {
  open(order: PlatformOrder): Promise<PlatformAnswer<{ payUrl: string; transactionCode: string }>>
  /** What became of a payment. */
  ask(reference: string, at: string): Promise<PlatformAnswer<PlatformReport>>
  /** GET_BILL: where the platform's own receipt is. */
  bill(reference: string, at: string): Promise<PlatformAnswer<{ billUrl: string }>>
  /** Reads a callback and checks its signature. */
  read(body: string): PlatformAnswer<PlatformReport>
}
