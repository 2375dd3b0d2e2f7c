import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { PageHeading } from '../ui/index.ts'
import { type FieldLine, type OperationLine, operationGroups } from './operations.ts'

export function loader({ context }: { context: Parameters<typeof getPage>[0] }) {
  const { services, config } = getPage(context)
  return {
    groups: operationGroups(services.developer.openApi()),
    publicUrl: services.developer.publicUrl,
    province: config.province,
  }
}

/** The JSON API to read: every operation with its fields, from the same document that machines take. */
export default function ApiPage({ loaderData }: PageProps<typeof loader>) {
  const { t } = useShell()
  return (
    <>
      <PageHeading>{t('api.title')}</PageHeading>
      <p>{t('api.intro')}</p>
      <p>
        <a href="/api/openapi.json">/api/openapi.json</a>
      </p>
      <pre className="code">{`curl -H 'Authorization: Bearer mc_…' ${loaderData.publicUrl}/api/v1/procedures?text=khai+sinh`}</pre>
      <ul>
        <li>{t('api.rule.idempotency')}</li>
        <li>{t('api.rule.version')}</li>
        <li>{t('api.rule.problem')}</li>
        <li>{t('api.rule.limit')}</li>
      </ul>
      {loaderData.groups.map((group) => (
        <section key={group.tag}>
          <h2>{t(`api.tag.${group.tag}`)}</h2>
          {group.operations.map((operation) => (
            <Operation key={operation.id} operation={operation} />
          ))}
        </section>
      ))}
    </>
  )
}

function Operation({ operation }: { operation: OperationLine }) {
  const { t } = useShell()
  const fields = [...operation.parameters, ...operation.body]
  return (
    <details className="operation">
      <summary>
        <b>{operation.method}</b> <code>{operation.path}</code>
      </summary>
      <p className="small soft">
        {operation.id} · {t('api.answers')} {operation.answers.join(', ')}
      </p>
      {fields.length > 0 && (
        <ul className="list small">
          {fields.map((field) => (
            <Field key={`${field.place}-${field.name}`} field={field} />
          ))}
        </ul>
      )}
    </details>
  )
}

function Field({ field }: { field: FieldLine }) {
  const { t } = useShell()
  return (
    <li>
      <code>{field.name}</code> <span className="soft">{field.place}</span> · {field.type} ·{' '}
      {t(field.required ? 'api.required' : 'api.optional')}
      {field.note !== null && <div className="soft">{field.note}</div>}
    </li>
  )
}
