import type { FieldSchema, SampleKind, TemplatePage } from '../../modules/documents/index.ts'
import type { DiffLine, VersionName } from '../../modules/documents/template.ts'
import { useShell } from '../shell.ts'
import { DataTable, PageForm, SecondButton, Tag } from '../ui/index.ts'
import { drawingPath, SAMPLES, templatePath } from './template-addresses.ts'

/** The draft, or the newest text, as it would be printed. */
export function Picture({ template, sample }: { template: TemplatePage; sample: SampleKind }) {
  const { t, locale } = useShell()
  const { key } = template
  const version: VersionName = template.draft.revision > 0 ? 'draft' : (template.versions[0]?.version ?? 1)
  return (
    <section aria-labelledby="xem-thu">
      <h2 id="xem-thu">{t('documents.admin.preview')}</h2>
      <p>
        <a href={drawingPath(key, version, { sample, output: 'pdf' })}>{t('documents.admin.as_pdf')}</a>
        {SAMPLES.filter((one) => one !== sample).map((one) => (
          <span key={one}>
            {' · '}
            <a href={`${templatePath(key)}?mau=${one}#xem-thu`}>{t(`documents.sample.${one}`)}</a>
          </span>
        ))}
      </p>
      <img
        className="paper"
        src={drawingPath(key, version, { sample, output: 'svg' })}
        alt={t('documents.admin.picture', { name: template.name[locale], sample: t(`documents.sample.${sample}`) })}
      />
    </section>
  )
}

/** Published texts, newest first; each can be looked at, compared and taken back. */
export function VersionTable({ template, sample }: { template: TemplatePage; sample: SampleKind }) {
  const { t, format } = useShell()
  const { key, draft, versions } = template
  return (
    <section aria-labelledby="phien-ban">
      <h2 id="phien-ban">{t('documents.admin.versions')}</h2>
      <DataTable
        caption={t('documents.admin.versions')}
        rows={versions}
        rowKey={(row) => String(row.version)}
        columns={[
          {
            key: 'version',
            label: t('documents.admin.version'),
            lead: true,
            cell: (row) => (
              <>
                <a href={drawingPath(key, row.version, { sample, output: 'pdf' })}>
                  {t('documents.admin.version_n', { version: row.version })}
                </a>{' '}
                {row.inForce && <Tag tone="ok">{t('documents.admin.in_force')}</Tag>}
              </>
            ),
          },
          { key: 'from', label: t('documents.admin.valid_from'), cell: (row) => format.date(row.validFrom) },
          { key: 'note', label: t('documents.admin.note'), cell: (row) => row.sourceNote },
          {
            key: 'by',
            label: t('documents.admin.published'),
            cell: (row) =>
              `${row.publishedBy ?? t('documents.origin.shipped')}, ${format.dateTime(new Date(row.publishedAt))}`,
          },
          {
            key: 'acts',
            label: t('documents.admin.acts'),
            cell: (row) => (
              <>
                {(draft.revision > 0 || row.version !== versions[0]?.version) && (
                  <p>
                    <a href={`${templatePath(key)}?so-voi=${row.version}#so-sanh`}>{t('documents.admin.compare')}</a>
                  </p>
                )}
                <PageForm>
                  <input type="hidden" name="act" value="restore" />
                  <input type="hidden" name="revision" value={draft.revision} />
                  <input type="hidden" name="version" value={row.version} />
                  <SecondButton>
                    {t('documents.admin.restore')}
                    <span className="visually-hidden"> {t('documents.admin.version_n', { version: row.version })}</span>
                  </SecondButton>
                </PageForm>
              </>
            ),
          },
        ]}
      />
    </section>
  )
}

const AROUND = 2

/** What changed since a version: only changed lines and those around them. */
export function Changes({ older, newest, lines }: { older: number; newest: VersionName; lines: readonly DiffLine[] }) {
  const { t } = useShell()
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some((line) => line.kind !== 'same'),
  )
  const shown = lines.flatMap((line, index) => (near[index] === true ? [{ ...line, index }] : []))
  return (
    <section aria-labelledby="so-sanh">
      <h2 id="so-sanh">
        {t('documents.admin.changes', {
          older,
          newer:
            newest === 'draft' ? t('documents.admin.the_draft') : t('documents.admin.version_n', { version: newest }),
        })}
      </h2>
      {shown.length === 0 && <p>{t('documents.admin.no_change')}</p>}
      <ul className="code-lines">
        {shown.map(({ index, kind, text }) => (
          <li key={index} className={kind}>
            {kind === 'same' && <code>{text}</code>}
            {kind === 'added' && (
              <ins>
                <span aria-hidden="true">+ </span>
                <code>{text}</code>
              </ins>
            )}
            {kind === 'removed' && (
              <del>
                <span aria-hidden="true">− </span>
                <code>{text}</code>
              </del>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The names a text may use, with what they hold. */
export function FieldList({ fields }: { fields: FieldSchema }) {
  const { t } = useShell()
  return (
    <details>
      <summary>{t('documents.admin.fields')}</summary>
      <Fields fields={fields} />
    </details>
  )
}

function Fields({ fields }: { fields: FieldSchema }) {
  const { t } = useShell()
  return (
    <ul>
      {Object.entries(fields.properties ?? {}).map(([name, field]) => (
        <li key={name}>
          <code>{name}</code> – {field.description}
          {Array.isArray(field.type) && ` (${t('documents.admin.may_miss')})`}
          {field.items !== undefined && <Fields fields={field.items} />}
        </li>
      ))}
    </ul>
  )
}
