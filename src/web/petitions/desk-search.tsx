import type { DeskList } from '../../modules/petitions/index.ts'
import { type ListState, petitionKinds, petitionStates } from '../../modules/petitions/petition.ts'
import { useShell } from '../shell.ts'
import { Actions, PageForm, SecondButton, SelectField, TextField } from '../ui/index.ts'
import { formStateOf } from '../workspace/query-form.ts'
import type { PetitionCommune } from './petition-services.ts'
import { communeChoices } from './place-fields.tsx'

const FILTERS = ['loai', 'tinh-trang', 'co-quan', 'xa'] as const

interface DeskSearchProps extends Pick<DeskList, 'agencies'> {
  communes: readonly PetitionCommune[]
  list: ListState
  search: URLSearchParams
}

/** Words or a number, and what narrows the list; all of it stands in the address. */
export function DeskSearch({ agencies, communes, list, search }: DeskSearchProps) {
  const { t } = useShell()
  const used = FILTERS.filter((name) => (search.get(name) ?? '') !== '')
  const choices = {
    loai: petitionKinds.map((value) => ({ value, label: t(`petitions.kind.${value}`) })),
    'tinh-trang': petitionStates.map((value) => ({ value, label: t(`petitions.state.${value}`) })),
    'co-quan': agencies.map(({ id, name }) => ({ value: id, label: name })),
    xa: communeChoices(communes),
  }
  return (
    <search>
      <PageForm method="get" action="/lam-viec/phan-anh" state={formStateOf(search, [])}>
        <input type="hidden" name="muc" value={list} />
        <TextField
          name="tu"
          type="search"
          label={t('petitions.desk.search')}
          hint={t('petitions.desk.search_hint')}
          optional
          maxLength={200}
        />
        <details className="disclosure" open={used.length > 0}>
          <summary>{t(used.length === 0 ? 'petitions.desk.filter' : 'petitions.desk.filter_used')}</summary>
          <div className="filters">
            {FILTERS.filter((name) => choices[name].length > 1).map((name) => (
              <SelectField
                key={name}
                name={name}
                label={t(`petitions.desk.filter.${name}`)}
                choices={choices[name]}
                optional="unsaid"
              />
            ))}
          </div>
        </details>
        <Actions>
          <SecondButton>{t('petitions.public.search_do')}</SecondButton>
        </Actions>
      </PageForm>
    </search>
  )
}
