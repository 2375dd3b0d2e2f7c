import type { LoaderFunctionArgs } from 'react-router'
import { type Difference, differences, isReordered } from '../../modules/surveys/difference.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Breadcrumbs,
  EmptyState,
  Notice,
  PageForm,
  PageHeading,
  SecondButton,
  SelectField,
  Tag,
} from '../ui/index.ts'
import { managerPage } from './manager-page.ts'

const LIST = '/lam-viec/khao-sat/phieu-hoi'

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { services } = await managerPage(context)
  const line = await services.surveys.questionnaire(params.id ?? '')
  const others = (await services.surveys.questionnaires()).filter(({ key, id }) => key === line.key && id !== line.id)
  const asked = new URL(request.url).searchParams.get('voi')
  const before =
    others.find(({ id }) => id === asked) ?? others.find(({ version }) => version < line.version) ?? others[0] ?? null
  return {
    line,
    others: others.map(({ id, version }) => ({ id, version })),
    before: before === null ? null : { id: before.id, version: before.version },
    list: before === null ? [] : differences(before.document, line.document),
    reordered: before !== null && isReordered(before.document, line.document),
  }
}

/** What differs between two versions of a questionnaire: added, taken out, worded anew. */
export default function QuestionnaireDifferencePage({ loaderData }: PageProps<typeof loader>) {
  const { t, locale } = useShell()
  const { line, others, before, list, reordered } = loaderData
  const title = t('surveys.round.version', { name: line.document.name[locale], version: line.version })
  return (
    <div className="narrow">
      <Breadcrumbs
        crumbs={[
          { label: t('surveys.rail'), to: '/lam-viec/khao-sat' },
          { label: t('surveys.questionnaires.title'), to: LIST },
          { label: title, to: `${LIST}/${line.id}` },
          { label: t('surveys.difference.title') },
        ]}
      />
      <PageHeading kicker={title}>{t('surveys.difference.title')}</PageHeading>
      {before === null ? (
        <EmptyState title={t('surveys.difference.alone')} />
      ) : (
        <>
          <PageForm method="get">
            <SelectField
              name="voi"
              label={t('surveys.difference.with')}
              initial={before.id}
              choices={others.map(({ id, version }) => ({
                value: id,
                label: t('surveys.questionnaires.version', { version }),
              }))}
            />
            <Actions>
              <SecondButton>{t('surveys.difference.show')}</SecondButton>
            </Actions>
          </PageForm>
          <p>{t('surveys.difference.from', { before: before.version, after: line.version })}</p>
          {list.length === 0 && !reordered && <EmptyState title={t('surveys.difference.none')} />}
          {reordered && (
            <Notice>
              <p>{t('surveys.difference.reordered')}</p>
            </Notice>
          )}
          <ul className="list">
            {list.map((one) => (
              <li key={`${one.what} ${one.key}`}>
                <Line difference={one} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Line({ difference: { what, before, after, parts } }: { difference: Difference }) {
  const { t, locale } = useShell()
  const kind = before === null ? 'added' : after === null ? 'removed' : 'changed'
  const isWorded = parts.includes('name')
  return (
    <>
      <Tag tone={kind === 'added' ? 'ok' : kind === 'removed' ? 'late' : 'soon'}>{t(`surveys.difference.${kind}`)}</Tag>{' '}
      <span className="soft">{t(`surveys.difference.what.${what}`)}</span>
      {before !== null && (kind === 'removed' || isWorded) && (
        <div>
          <del>{before[locale]}</del>
        </div>
      )}
      {after !== null && <div>{isWorded || kind === 'added' ? <ins>{after[locale]}</ins> : after[locale]}</div>}
      {parts.some((part) => part !== 'name') && (
        <div className="soft small">
          {parts
            .filter((part) => part !== 'name')
            .map((part) => t(`surveys.difference.part.${part}`))
            .join(' · ')}
        </div>
      )}
    </>
  )
}
