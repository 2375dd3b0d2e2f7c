import { type CaseworkContext, currentState } from '../../modules/casework/index.ts'
import { getProcedureVersion } from '../../modules/catalogue/index.ts'
import { type DocumentsContext, moneyReceiptData, renderPaper } from '../../modules/documents/index.ts'
import type { Actor } from '../../modules/organisation/index.ts'
import { translator } from '../locales/read-dictionary.ts'
import type { MoneyServices } from '../money-services.ts'
import { factsReader } from './facts-reader.ts'
import { dateLine, dayTimeText, phoneText } from './paper-words.ts'

/** Receipts for money as PDF/A, for whoever may see the receipt's page. */
export interface ReceiptPapers {
  /** Refuses what the page of the receipt refuses (`money.receipt_not_found`, `money.dossier_not_found`). */
  print(actor: Actor, id: string): Promise<Uint8Array>
}

/** To be filled in by hand: the agency's registered form is not known to the application. */
const FORM_NUMBER = '…………'

export function makeReceiptPapers(context: {
  documents: DocumentsContext
  casework: CaseworkContext
  money: Pick<MoneyServices, 'receipt'>
  publicUrl: string
}): ReceiptPapers {
  const { documents, casework, money, publicUrl } = context
  const t = translator('vi')
  return {
    async print(actor, id) {
      const receipt = await money.receipt(actor, id)
      const { kind, number, dossierCode, payer, cancelled, offlineNumber } = receipt
      const { state } = await currentState(casework, receipt.dossierId)
      const { document } = await getProcedureVersion(casework.db.read, state.procedureVersionId)
      const head = (await factsReader(context, t)).head(receipt.agency.id)
      const issuedAt = receipt.issuedAt.getTime()
      const notes = [
        ...(cancelled === null ? [] : [t('documents.receipt.cancelled', { reason: cancelled.reason })]),
        ...(offlineNumber === null ? [] : [t('documents.receipt.offline', { number: offlineNumber })]),
      ]
      const data = moneyReceiptData({
        letter: { superior: head.superior, agency: head.name, dateLine: dateLine(head, issuedAt, t) },
        formNumber: FORM_NUMBER,
        symbol: number.slice(0, number.lastIndexOf('-')),
        number,
        copyName: null,
        payer: { name: payer?.name ?? t('documents.erased'), address: payer?.address ?? null, number: null },
        dossierCode,
        request: document.name.vi,
        lines: receipt.lines.map((line) => ({ ...line, kind })),
        method: t(`money.method.${receipt.method}`),
        paidAt: dayTimeText(issuedAt),
        note: notes.length === 0 ? null : notes.join(' '),
        officer: receipt.officer,
        address: `${publicUrl}/bien-lai/${receipt.id}`,
        unitPhone: phoneText(head.phone ?? undefined),
      })
      return renderPaper(documents, 'money-receipt', data)
    },
  }
}
