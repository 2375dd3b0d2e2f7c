import { periodWord, type ReportingPeriod } from '../../modules/indicators/reporting-period.ts'
import { useShell } from '../shell.ts'
import { PageForm, SecondButton, SelectField } from '../ui/index.ts'
import { formStateOf } from '../workspace/query-form.ts'
import { periodChoices } from './texts.ts'

interface Chosen {
  agency: { id: string; name: string }
  choices: readonly { id: string; name: string }[]
  period: ReportingPeriod
  periods: readonly ReportingPeriod[]
}

/** Whose figures, and of which period. */
export function FigureChoices({ view }: { view: Chosen }) {
  const shell = useShell()
  const { t, location } = shell
  const search = new URLSearchParams(location.search)
  search.set('co-quan', view.agency.id)
  search.set('ky', periodWord(view.period))
  return (
    <PageForm method="get" state={formStateOf(search, [])}>
      <div className="filters no-print">
        <SelectField name="ky" label={t('figures.solving.period')} choices={periodChoices(view.periods, shell)} />
        {view.choices.length > 1 && (
          <SelectField
            name="co-quan"
            label={t('workspace.filter.co-quan')}
            choices={view.choices.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <SecondButton>{t('workspace.overview.show')}</SecondButton>
      </div>
    </PageForm>
  )
}
