import type { TaskChoices } from '../../../modules/casework/views/view-types.ts'
import { useShell } from '../../shell.ts'
import { PageForm, SecondButton, SelectField } from '../../ui/index.ts'
import { formStateOf } from '../query-form.ts'
import { nameIn } from '../texts.ts'
import { NOBODY } from './list-settings.ts'

const FILTERS = ['thu-tuc', 'buoc', 'co-quan', 'nguoi'] as const

/** Filters kept in the address; only what lies on the desks now can be chosen. */
export function ListFilters({ choices, search }: { choices: TaskChoices; search: URLSearchParams }) {
  const { t, locale } = useShell()
  const used = FILTERS.filter((name) => (search.get(name) ?? '') !== '')
  const lists = {
    'thu-tuc': choices.procedures.map(({ code, name }) => ({ value: code, label: nameIn(name, locale) })),
    buoc: choices.steps.map(({ key, name }) => ({ value: key, label: nameIn(name, locale) })),
    'co-quan': choices.agencies.map(({ id, name }) => ({ value: id, label: name })),
    nguoi: [
      { value: NOBODY, label: t('workspace.filter.nobody') },
      ...choices.assignees.map(({ id, name }) => ({ value: id, label: name })),
    ],
  }
  const shown = FILTERS.filter((name) => lists[name].length > 1 || used.includes(name))
  if (shown.length === 0) return null
  const hidden = [...search].filter(([name]) => name !== 'tu' && !shown.some((one) => one === name))
  return (
    <details className="disclosure" open={used.length > 0}>
      <summary>
        {used.length === 0 ? t('workspace.filter.open') : t('workspace.filter.used', { count: used.length })}
      </summary>
      <PageForm method="get" state={formStateOf(search, [])}>
        {hidden.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="filters">
          {shown.map((name) => (
            <SelectField key={name} name={name} label={t(`workspace.filter.${name}`)} choices={lists[name]} optional />
          ))}
          <SecondButton>{t('workspace.filter.apply')}</SecondButton>
        </div>
      </PageForm>
    </details>
  )
}
