import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { dateOfEpochDay, epochDayOf } from '../../platform/civil-date.ts'
import { newId } from '../../platform/ids.ts'
import type { PageProps } from '../page-props.ts'
import { type Shell, useShell } from '../shell.ts'
import {
  Actions,
  Button,
  type Choice,
  EmptyState,
  PageForm,
  PageHeading,
  RadioField,
  readForm,
  SecondButton,
  SelectField,
  TextField,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { commandOf, priorityOf, queuePage, wordOf } from './queue-page.ts'
import { lineName, priorityChoices } from './texts.ts'

const DATE = /^\d{4}-\d{2}-\d{2}$/

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { queue, page } = queuePage(context)
  const asked = new URL(request.url).searchParams.get('ngay') ?? ''
  const slots = await queue.getSlots(wordOf(params.centre), DATE.test(asked) ? asked : null)
  return { slots, known: page.actor.kind === 'citizen', commandId: newId() }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { queue, page, address } = queuePage(context)
  const centre = wordOf(params.centre)
  const form = await readForm(request)
  return attemptWork(form, async () => {
    const { token } = await queue.bookSlot(page.actor, {
      centre,
      line: form.text('line'),
      slotAt: Date.parse(form.text('slot')) || 0,
      priority: priorityOf(form),
      visitor: { fullName: form.text('fullName'), phone: form.text('phone') },
      commandId: commandOf(form),
      address,
    })
    return redirect(`/lich-hen/${token}`, 303)
  })
}

/** A slot at a centre: day, hour, what for, and who comes. */
export default function BookPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t, locale } = shell
  const { slots, known, commandId } = loaderData
  const { lateMinutes, missedLimit, missedDays } = slots
  return (
    <div className="narrow">
      <PageHeading kicker={slots.centre.name} faulty={(actionData?.form.faults.length ?? 0) > 0}>
        {t('queue.book.title')}
      </PageHeading>
      <PageForm method="get">
        <SelectField
          name="ngay"
          label={t('queue.book.day')}
          initial={slots.date}
          choices={dayChoices(slots.firstDate, slots.lastDate, shell)}
        />
        <SecondButton>{t('queue.book.show_day')}</SecondButton>
      </PageForm>
      {slots.slots.every((slot) => slot.free === 0) ? (
        <EmptyState title={t('queue.book.no_slot')} text={t('queue.book.no_slot_text')} />
      ) : (
        <PageForm state={actionData?.form} commandId={commandId} keep={`dat-lich-${slots.centre.slug}`}>
          <div className="slots">
            <RadioField name="slot" label={t('queue.book.slot')} choices={slotChoices(slots.slots, shell)} />
          </div>
          <RadioField
            name="line"
            label={t('queue.take.line')}
            initial={slots.lines.length === 1 ? (slots.lines[0]?.key ?? '') : ''}
            choices={slots.lines.map((line) => ({ value: line.key, label: lineName(line, locale) }))}
          />
          <SelectField name="priority" label={t('queue.take.priority')} initial="none" choices={priorityChoices(t)} />
          {!known && (
            <>
              <TextField name="fullName" label={t('queue.book.name')} autoComplete="name" />
              <TextField
                name="phone"
                label={t('queue.book.phone')}
                hint={t('queue.book.phone_hint')}
                type="tel"
                size="medium"
                autoComplete="tel"
              />
            </>
          )}
          <p className="small soft">
            {t('queue.book.rules', { minutes: lateMinutes, missed: missedLimit, days: missedDays })}
          </p>
          <Actions>
            <Button>{t('queue.book.go')}</Button>
            <a href={`/lay-so/${slots.centre.slug}`}>{t('queue.book.take_instead')}</a>
          </Actions>
        </PageForm>
      )}
    </div>
  )
}

function dayChoices(first: string, last: string, { format }: Shell): Choice[] {
  const from = epochDayOf(first)
  return Array.from({ length: epochDayOf(last) - from + 1 }, (_, ahead) => {
    const day = dateOfEpochDay(from + ahead)
    return { value: day, label: format.weekdayDate(day) }
  })
}

function slotChoices(
  slots: readonly { startsAt: string; endsAt: string; free: number }[],
  { t, format }: Shell,
): Choice[] {
  return slots
    .filter((slot) => slot.free > 0)
    .map(({ startsAt, endsAt, free }) => ({
      value: startsAt,
      label: t('queue.book.span', { from: format.clock(new Date(startsAt)), to: format.clock(new Date(endsAt)) }),
      hint: t('queue.book.free', { count: free }),
    }))
}
