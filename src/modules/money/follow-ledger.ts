import { type Db, query } from '../../platform/db.ts'
import type { DossierId } from '../../platform/ids.ts'
import { consume, sealHorizon } from '../../platform/ledger/index.ts'
import { openDossierForFees } from '../casework/index.ts'
import { anonymous } from '../organisation/index.ts'
import { assessIn } from './assess-dossier.ts'
import type { MoneyContext } from './context.ts'
import { settleEnded } from './ended/settle-ended.ts'
import { followReturns } from './unpaid/follow-returns.ts'

const FOLLOWER = 'money'
const BATCH = 50

/** Assesses what was accepted since the last time lists what was handed over unpaid, settles what ended, each exactly once. Gives how many events were read. */
export async function followLedger(context: MoneyContext): Promise<number> {
  const { db } = context.casework
  await sealHorizon(db)
  let read = 0
  for (;;) {
    const handled = await consume(db, FOLLOWER, BATCH, async (tx, events) => {
      for (const event of events) {
        await followReturns(tx, event)
        await settleEnded(tx, context, event)
        if (event.type !== 'Accepted') continue
        await assessIn(tx, await openDossierForFees(tx, event.streamId as DossierId), { actor: anonymous })
      }
    })
    read += handled
    if (handled < BATCH) return read
  }
}

/** What was accepted before the cash desk opened owes nothing here: the follower begins at the end of the ledger. */
export async function skipEarlierAcceptances(db: Db): Promise<void> {
  await db.write((tx) =>
    query(
      tx,
      `INSERT INTO ledger_consumer (name, position) SELECT $1, coalesce(max(position), 0) FROM ledger_event ON CONFLICT DO NOTHING`,
      [FOLLOWER],
    ),
  )
}
