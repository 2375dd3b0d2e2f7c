import type { ReactNode } from 'react'
import type { DraftFile } from '../../modules/casework/drafts/index.ts'
import type { ProcedureComponent } from '../../modules/catalogue/schemas.ts'
import { acceptedTypes } from '../../platform/files/file-types.ts'
import { useShell } from '../shell.ts'
import { fieldId } from '../ui/form-state.ts'
import { FileField, type FormState, LinkButton, PageForm, SecondButton, Tag } from '../ui/index.ts'
import { detailOf, tagsOf } from './procedures/procedure-parts.tsx'
import { official } from './texts.ts'

export interface PaperRowProps {
  component: ProcedureComponent
  files: readonly DraftFile[]
  /** What may be said or done before a file is chosen, such as a paper that is held. */
  before?: ReactNode
  /** It need not be handed in at all: the file field stands behind a line. */
  needless?: boolean
  /** Must be there before the application can be sent. */
  needed: boolean
  /** What the last upload came back with. */
  state: FormState | undefined
  /** Where files are sent, and where one is taken out again. */
  uploadTo: string
  removeTo: string
}

/** The field in which files of a component are sent. */
export function paperField(componentKey: string): string {
  return `tep/${componentKey}`
}

/** One paper: what it is, the files already there, and its own form for another one. */
export function PaperRow({
  component,
  files,
  before,
  needless = false,
  needed,
  state,
  uploadTo,
  removeTo,
}: PaperRowProps) {
  const { t, format, locale } = useShell()
  const field = paperField(component.key)
  const own = state?.faults.some((fault) => fault.path === field) === true ? state : undefined
  const tags = tagsOf(component, t)
  const here = files.filter((file) => file.componentKey === component.key)
  const form = (
    <PageForm files action={uploadTo} state={own}>
      <FileField
        name={field}
        label={here.length > 0 ? t('portal.paper.choose_more') : t('portal.paper.choose')}
        accept={acceptedTypes}
        multiple
      />
      <SecondButton>
        {t('portal.paper.upload')} <span className="visually-hidden">{official(component.name, locale)}</span>
      </SecondButton>
    </PageForm>
  )
  return (
    <li id={`${fieldId(field)}-hang`}>
      <b>{official(component.name, locale)}</b>{' '}
      {here.length > 0 ? (
        <Tag tone="ok">{t('portal.paper.sent')}</Tag>
      ) : (
        needed && <Tag tone="soon">{t('portal.paper.needed')}</Tag>
      )}{' '}
      {tags.map((tag) => (
        <Tag key={tag.label}>{tag.label}</Tag>
      ))}
      {/* An asked-for form must come as a file: that it is typed on the page would mislead. */}
      {!(needed && component.kind === 'form') && (
        <div className="soft small">{detailOf(component, { cases: [] }, { t, locale })}</div>
      )}
      {here.length > 0 && (
        <ul className="files">
          {here.map((file) => (
            <li key={file.id}>
              <span>
                {file.name} <span className="soft small num">{format.fileSize(file.size)}</span>
              </span>
              <form method="post" action={removeTo}>
                <input type="hidden" name="fileId" value={file.id} />
                <LinkButton>
                  {t('portal.paper.remove')} <span className="visually-hidden">{file.name}</span>
                </LinkButton>
              </form>
            </li>
          ))}
        </ul>
      )}
      {before}
      {needless ? (
        <details className="disclosure" open={own !== undefined || here.length > 0}>
          <summary>{t('papers.apply.other')}</summary>
          {form}
        </details>
      ) : (
        form
      )}
    </li>
  )
}
