import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { newId } from '../../platform/ids.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Actions, Button, Notice, PageForm, PageHeading, RadioField, readForm } from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { commandOf, priorityOf, queuePage, wordOf } from './queue-page.ts'
import { estimateText, lineName, priorityChoices } from './texts.ts'

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { queue } = queuePage(context)
  const view = await queue.getCentre(wordOf(params.centre))
  const field = new URL(request.url).searchParams.get('linh-vuc')
  const line = view.lines.find((candidate) => field !== null && candidate.fieldKeys.includes(field))
  const only = view.lines.length === 1 ? view.lines[0] : undefined
  return { view, initial: (line ?? only)?.key ?? '', commandId: newId() }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { queue, address } = queuePage(context)
  const centre = wordOf(params.centre)
  const form = await readForm(request)
  return attemptWork(form, async () => {
    const wish = { centre, line: form.text('line'), priority: priorityOf(form), commandId: commandOf(form), address }
    const { token } = await queue.takeTicket({ ...wish, source: 'phone' })
    return redirect(`/cho/${token}`, 303)
  })
}

/** A number taken on one's own telephone, without an account. */
export default function TakePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, locale, format } = useShell()
  const { view, initial, commandId } = loaderData
  return (
    <div className="narrow">
      <PageHeading kicker={view.centre.name} faulty={(actionData?.form.faults.length ?? 0) > 0}>
        {t('queue.take.title')}
      </PageHeading>
      <p>{t('queue.take.text')}</p>
      {view.opensAt !== null && (
        <Notice tone="soon" title={t('queue.closed')}>
          <p>{t('queue.closed_until', { when: format.weekdayTime(new Date(view.opensAt)) })}</p>
        </Notice>
      )}
      <PageForm state={actionData?.form} commandId={commandId}>
        <RadioField
          name="line"
          label={t('queue.take.line')}
          initial={initial}
          choices={view.lines.map((line) => ({
            value: line.key,
            label: lineName(line, locale),
            hint: t('queue.kiosk.line', { count: line.waiting, wait: estimateText(line.estimate, t) }),
          }))}
        />
        <RadioField
          name="priority"
          label={t('queue.take.priority')}
          hint={t('queue.kiosk.priority_hint')}
          initial="none"
          choices={priorityChoices(t)}
        />
        <Actions>
          <Button>{t('queue.take.go')}</Button>
          <a href={`/dat-lich/${view.centre.slug}`}>{t('queue.take.book')}</a>
        </Actions>
      </PageForm>
    </div>
  )
}
