import type { SampleKind, TemplatePage } from '../../modules/documents/index.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Button,
  DateField,
  type FormState,
  PageForm,
  RadioField,
  SecondButton,
  TextAreaField,
} from '../ui/index.ts'
import { SAMPLES } from './template-addresses.ts'

interface DraftFormProps {
  template: TemplatePage
  sample: SampleKind
  state: FormState | undefined
}

/** The text, kept and tried by one button. */
export function DraftForm({ template, sample, state }: DraftFormProps) {
  const { t, format } = useShell()
  const { draft } = template
  const typed = state?.values.source?.[0]
  return (
    <section aria-labelledby="noi-dung">
      <h2 id="noi-dung">{t(draft.revision > 0 ? 'documents.admin.draft' : 'documents.admin.text')}</h2>
      {draft.savedAt !== null && (
        <p className="soft small">
          {t('documents.admin.saved', { name: draft.savedBy ?? '–', at: format.dateTime(new Date(draft.savedAt)) })}
        </p>
      )}
      <PageForm state={state} id="ban-nhap">
        <input type="hidden" name="act" value="save" />
        <input type="hidden" name="revision" value={draft.revision} />
        {typed !== undefined && <FaultyLines source={typed} state={state} />}
        <div className="source">
          <TextAreaField
            name="source"
            label={t('documents.admin.source')}
            hint={t('documents.admin.source_hint')}
            initial={draft.source}
            rows={28}
          />
        </div>
        <RadioField
          name="sample"
          label={t('documents.admin.sample')}
          initial={sample}
          choices={SAMPLES.map((one) => ({ value: one, label: t(`documents.sample.${one}`) }))}
        />
        <Actions>
          <Button>{t('documents.admin.save')}</Button>
        </Actions>
      </PageForm>
    </section>
  )
}

const AROUND = 2

/** The lines around the first fault, numbered: a text area shows no numbers. */
function FaultyLines({ source, state }: { source: string; state: FormState | undefined }) {
  const { t } = useShell()
  const line = state?.faults.map((fault) => fault.params?.line).find((one) => typeof one === 'number')
  if (typeof line !== 'number') return null
  const lines = source.split('\n')
  const first = Math.max(1, line - AROUND)
  return (
    <section aria-label={t('documents.admin.faulty_lines')}>
      <ol className="code-lines" start={first}>
        {lines.slice(first - 1, line + AROUND).map((text, index) => (
          <li key={first + index} className={first + index === line ? 'removed' : undefined}>
            <code>{text}</code>
          </li>
        ))}
      </ol>
    </section>
  )
}

export function PublishForm({ template, state }: Omit<DraftFormProps, 'sample'>) {
  const { t } = useShell()
  return (
    <section aria-labelledby="ban-hanh" className="part">
      <h2 id="ban-hanh">{t('documents.admin.publish')}</h2>
      <PageForm state={state}>
        <input type="hidden" name="act" value="publish" />
        <input type="hidden" name="revision" value={template.draft.revision} />
        <TextAreaField name="note" label={t('documents.admin.note')} hint={t('documents.admin.note_hint')} rows={2} />
        <DateField
          name="validFrom"
          label={t('documents.admin.valid_from')}
          hint={t('documents.admin.valid_from_hint')}
          optional
        />
        <p className="consequence">{t('documents.admin.publish_consequence')}</p>
        <Actions>
          <Button>{t('documents.admin.publish_now')}</Button>
        </Actions>
      </PageForm>
    </section>
  )
}

export function DropForm({ revision }: { revision: number }) {
  const { t } = useShell()
  return (
    <PageForm>
      <input type="hidden" name="act" value="drop" />
      <input type="hidden" name="revision" value={revision} />
      <Actions>
        <SecondButton>{t('documents.admin.drop')}</SecondButton>
      </Actions>
    </PageForm>
  )
}
