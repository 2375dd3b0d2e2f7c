import { countRules, type Plan, ruleBounds } from '../../../../modules/queue/plan.ts'
import type { PlanView } from '../../../../modules/queue/schemas.ts'
import { priorityGroups } from '../../../../modules/queue/ticket.ts'
import { lineName, priorityText } from '../../../queue/texts.ts'
import { useShell } from '../../../shell.ts'
import { CheckboxField, type Choice, type FormState, SecondButton, SelectField, TextField } from '../../../ui/index.ts'
import { numbersText } from './read-plan.ts'

interface PlanFieldsProps {
  view: PlanView
  state: FormState | undefined
  rows: { lines: number; counters: number }
}

/** The lines of the form, those typed too, as choices. A row's number is its value. */
function useLineChoices({ view, state, rows }: PlanFieldsProps): (Choice & { letter: string })[] {
  const { t, locale } = useShell()
  return Array.from({ length: rows.lines }, (_, row) => {
    const typed = (part: string) => state?.values[`lines.${row}.${part}`]?.[0]
    const line = view.plan.lines[row]
    const prefix = typed('prefix') ?? line?.prefix ?? ''
    const name = typed(locale === 'en' ? 'nameEn' : 'nameVi') ?? line?.name[locale] ?? ''
    const label = name === '' ? t('queue.plan.new_line', { row: row + 1 }) : `${prefix} – ${name}`
    return { value: String(row), label, letter: prefix === '' ? t('queue.plan.new', { row: row + 1 }) : prefix }
  })
}

const numbersOf = (count: number) => Array.from({ length: count }, (_, row) => row)

export function LineFields({ view, rows }: PlanFieldsProps) {
  const { t } = useShell()
  return (
    <section aria-labelledby="hang-cho">
      <h2 id="hang-cho">{t('queue.plan.lines')}</h2>
      <p className="soft">{t('queue.plan.lines_hint')}</p>
      <input type="hidden" name="lineRows" value={rows.lines} />
      {numbersOf(rows.lines).map((row) => {
        const line = view.plan.lines[row]
        return (
          <fieldset key={row} className="plan-row plan-line">
            <legend>{line === undefined ? t('queue.plan.new_line', { row: row + 1 }) : line.name.vi}</legend>
            <input type="hidden" name={`lines.${row}.key`} value={line?.key ?? ''} />
            <TextField
              name={`lines.${row}.prefix`}
              label={t('queue.plan.prefix')}
              initial={line?.prefix}
              size="short"
              maxLength={4}
              optional={line === undefined}
            />
            <TextField
              name={`lines.${row}.nameVi`}
              label={t('queue.plan.name_vi')}
              initial={line?.name.vi}
              maxLength={150}
              optional={line === undefined}
            />
            <TextField
              name={`lines.${row}.nameEn`}
              label={t('queue.plan.name_en')}
              initial={line?.name.en}
              maxLength={150}
              optional={line === undefined}
            />
          </fieldset>
        )
      })}
      <SecondButton name="act" value="more-lines">
        {t('queue.plan.more_lines')}
      </SecondButton>
    </section>
  )
}

/** Where each field of the catalogue waits: one line each, so none is forgotten and none stands in two. */
export function FieldFields(props: PlanFieldsProps) {
  const { t, locale } = useShell()
  const { view } = props
  const choices = useLineChoices(props)
  const rowOf = (key: string) => view.plan.lines.findIndex((line) => line.fields.includes(key))
  return (
    <section aria-labelledby="linh-vuc">
      <h2 id="linh-vuc">{t('queue.plan.fields')}</h2>
      <p className="soft">{t('queue.plan.fields_hint')}</p>
      <div className="plan-grid">
        {view.fields.map((field) => (
          <SelectField
            key={field.key}
            name={`fields.${field.key}`}
            label={lineName(field, locale)}
            choices={choices}
            initial={rowOf(field.key) < 0 ? '' : String(rowOf(field.key))}
          />
        ))}
      </div>
    </section>
  )
}

export function CounterFields(props: PlanFieldsProps) {
  const { t } = useShell()
  const { view, rows } = props
  const choices = useLineChoices(props).map(({ value, label, letter }) => ({ value, label: letter, spoken: label }))
  const { lines, counters } = view.plan
  return (
    <section aria-labelledby="quay">
      <h2 id="quay">{t('queue.plan.counters')}</h2>
      <p className="soft">{t('queue.plan.counters_hint')}</p>
      <input type="hidden" name="counterRows" value={rows.counters} />
      {numbersOf(rows.counters).map((row) => {
        const group = counters[row]
        const served = group?.lines.map((key) => String(lines.findIndex((line) => line.key === key)))
        return (
          <fieldset key={row} className="plan-row plan-counters">
            <legend>
              {group === undefined
                ? t('queue.plan.new_counters')
                : t('queue.plan.counters_n', { numbers: numbersText(group.numbers) })}
            </legend>
            <TextField
              name={`counters.${row}.numbers`}
              label={t('queue.plan.numbers')}
              initial={group === undefined ? '' : numbersText(group.numbers)}
              size="medium"
              maxLength={200}
              optional={group === undefined}
            />
            <CheckboxField
              name={`counters.${row}.lines`}
              label={t('queue.plan.serves')}
              choices={choices}
              initial={served ?? []}
            />
          </fieldset>
        )
      })}
      <SecondButton name="act" value="more-counters">
        {t('queue.plan.more_counters')}
      </SecondButton>
    </section>
  )
}

export function RuleFields({ plan }: { plan: Plan }) {
  const { t } = useShell()
  const own = countRules.filter((name) => name !== 'priorityMinutes')
  const span = ([least, most]: readonly [number, number]) => t('queue.plan.span', { least, most })
  return (
    <>
      <section aria-labelledby="quy-tac">
        <h2 id="quy-tac">{t('queue.plan.rules')}</h2>
        <div className="plan-grid">
          {own.map((name) => (
            <TextField
              key={name}
              name={`rules.${name}`}
              label={t(`queue.plan.rule.${name}`)}
              hint={span(ruleBounds[name])}
              initial={String(plan.rules[name])}
              size="short"
              inputMode="numeric"
              maxLength={6}
            />
          ))}
        </div>
        <CheckboxField
          name="rules.anyTime"
          label={t('queue.plan.hours')}
          optional
          initial={plan.rules.anyTime ? 'yes' : ''}
          choices={[{ value: 'yes', label: t('queue.plan.any_time'), hint: t('queue.plan.any_time_hint') }]}
        />
      </section>
      <section aria-labelledby="uu-tien">
        <h2 id="uu-tien">{t('queue.plan.priority')}</h2>
        <p className="soft">{t('queue.plan.priority_hint')}</p>
        <TextField
          name="rules.priorityMinutes"
          label={t('queue.plan.rule.priorityMinutes')}
          hint={span(ruleBounds.priorityMinutes)}
          initial={String(plan.rules.priorityMinutes)}
          size="short"
          inputMode="numeric"
          maxLength={6}
        />
        <div className="plan-grid">
          {priorityGroups.map((group) => (
            <TextField
              key={group}
              name={`rules.groupMinutes.${group}`}
              label={priorityText(group, t)}
              initial={String(plan.rules.groupMinutes[group] ?? '')}
              size="short"
              inputMode="numeric"
              maxLength={6}
              optional
            />
          ))}
        </div>
      </section>
    </>
  )
}
