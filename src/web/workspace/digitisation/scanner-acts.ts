import { isRefusal } from '../../page-context.ts'
import type { FormFault, SentForm } from '../../ui/index.ts'
import { faultsOf } from '../attempt.ts'
import type { DeskPage } from '../guard.ts'
import type { ScannerWork } from './own-files.ts'

export interface ScannerAnswer {
  values: SentForm['values']
  faults: FormFault[]
}

/** What the scanners have given, and at which counter this officer has a visitor. */
export async function readScannerWork(page: DeskPage): Promise<ScannerWork> {
  const { digitisation, queue } = page.services
  const [inbox, visit] = await Promise.all([digitisation.readInbox(page.actor), queue.currentVisit(page.actor)])
  return { inbox, counterNumber: visit?.counterNumber ?? null }
}

/** Puts the ticked files of the scanner into a file field of the form, as if they had been sent in it. */
export async function takeTicked(page: DeskPage, values: SentForm['values'], field: string): Promise<ScannerAnswer> {
  return attempt(values, async () => {
    const files = await page.services.digitisation.takeFromScanner(page.actor, values.scanner ?? [])
    const kept = files.map(({ hash, mediaType, size, name }) => JSON.stringify({ field, hash, mediaType, size, name }))
    return { ...values, kept: [...(values.kept ?? []), ...kept] }
  })
}

/**
 * The small acts beside taking: pages put away, a refusal that was read, pages put back because they were taken by mistake or taken out of the
 * form again. Null where none was pressed.
 */
export async function doScannerAct(page: DeskPage, form: SentForm, values: SentForm['values']) {
  const { digitisation } = page.services
  const removed = /[0-9a-f]{64}$/.exec(form.text('remove'))?.[0]
  if (removed !== undefined) await digitisation.putBack(page.actor, [removed])
  const discarded = form.text('discard') !== '' ? [form.text('discard')] : null
  const ticked = form.text('act') === 'discard-scanner' ? form.all('scanner') : null
  const wanted = discarded ?? ticked
  if (wanted !== null) {
    return attempt(values, () => digitisation.discardFromScanner(page.actor, wanted).then(() => values))
  }
  const back = form.text('put-back')
  return back === '' ? null : attempt(values, () => digitisation.putBack(page.actor, [back]).then(() => values))
}

async function attempt(values: SentForm['values'], work: () => Promise<SentForm['values']>): Promise<ScannerAnswer> {
  const { scanner: _ticked, ...rest } = values
  try {
    const { scanner: _done, ...after } = await work()
    return { values: after, faults: [] }
  } catch (error) {
    if (!isRefusal(error)) throw error
    return { values: rest, faults: faultsOf(error).map((fault) => ({ ...fault, path: 'scanner' })) }
  }
}
