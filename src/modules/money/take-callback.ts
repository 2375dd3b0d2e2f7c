import type { MoneyContext } from './context.ts'
import { keepMessages } from './online-payment-store.ts'
import { type ReportVerdict, takeReport } from './take-report.ts'

export type CallbackVerdict = ReportVerdict | 'signature' | 'unreadable' | 'not_offered'

/** A message of the platform that a payment was made or failed. Whatever cannot be believed is kept and moves nothing. */
export async function takeCallback(context: MoneyContext, body: string): Promise<CallbackVerdict> {
  const { platform } = context
  if (platform === null) return 'not_offered'
  const read = platform.read(body)
  if (read.ok) return takeReport(context, read.value, read.messages)
  await context.casework.db.write((tx) => keepMessages(tx, read.messages))
  return read.because === 'signature' ? 'signature' : 'unreadable'
}
