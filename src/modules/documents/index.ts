export { amountInWords } from './amount-in-words.ts'
export type { DocumentsContext } from './context.ts'
export { documentsRefusals } from './errors.ts'
export { type FieldSchema, type PaperData, type SampleKind, sampleKinds } from './fields.ts'
export { importTemplates } from './import-templates.ts'
export { type MoneyReceipt, moneyReceiptData } from './money-receipt.ts'
export { mayEditTemplates } from './policy.ts'
export { type PublishRequest, publishTemplate } from './publish-template.ts'
export { type PaperQr, qrOf } from './qr.ts'
export { findResultTemplate } from './reader.ts'
export { type PaperOrder, renderMany, renderPaper } from './render-paper.ts'
export { type DraftRequest, dropDraft, saveDraft } from './save-draft.ts'
export {
  compareLines,
  type DiffLine,
  type TemplateFault,
  type TemplateKey,
  type VersionName,
} from './template.ts'
export { loadTemplateFiles } from './template-files.ts'
export {
  getSource,
  getTemplate,
  getTemplatePage,
  listTemplates,
  type TemplateLine,
  type TemplatePage,
  type VersionLine,
} from './template-views.ts'
export { type Trial, tryTemplate } from './try-template.ts'
export { openTypesetter, type Typesetter } from './typesetter.ts'
