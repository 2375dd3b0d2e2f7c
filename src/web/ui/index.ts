/** The parts pages are made of. Server-drawn, no script needed; each is shown in every state at /_gallery. */
export { Actions, Button, ButtonLink, LinkButton, MoreActions, SecondButton, WhyNot } from './buttons.tsx'
export { type Column, DataTable, EmptyState, Pager } from './data-table.tsx'
export { Bar, DeadlineBlock, DeadlineCell, type DeadlineFacts, type DeadlineState } from './deadline-block.tsx'
export { Enhance } from './enhance.tsx'
export {
  CheckboxField,
  type Choice,
  DateField,
  FileField,
  FileInput,
  FileList,
  RadioField,
  SelectField,
  TextAreaField,
  TextField,
} from './fields.tsx'
export {
  attemptForm,
  EMPTY_FORM,
  type FormFault,
  type FormState,
  faultsOfRefusal,
  faultyForm,
  readForm,
  type SentForm,
} from './form-state.ts'
export { ComponentList, type Fact, Facts, Figure, Figures, LinkGrid } from './lists.tsx'
export type { NavItem } from './nav.tsx'
export { Notice } from './notice.tsx'
export { PageForm } from './page-form.tsx'
export { Breadcrumbs, PageHeading } from './page-heading.tsx'
export { ConfirmPanel, DonePanel, KeyHints, Poster, PrintHint, Receipt } from './panels.tsx'

export { QrCode } from './qr-code.tsx'
export { type StepItem, StepProgress, Steps } from './steps.tsx'
export { type Chip, Chips, Tag, type Tone } from './tag.tsx'
export { type RailGroup, WorkspaceFrame } from './workspace-frame.tsx'
