import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Actions, Button, ButtonLink, Enhance, PageForm, PageHeading, readForm, TextField } from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { HallFrame, RefreshWithoutScript } from './hall-frame.tsx'
import { queuePage, wordOf } from './queue-page.ts'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { queue } = queuePage(context)
  return { centre: (await queue.getCentre(wordOf(params.centre))).centre }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { queue, address } = queuePage(context)
  const centre = wordOf(params.centre)
  const form = await readForm(request)
  return attemptWork(form, async () => {
    const { token } = await queue.checkIn({ centre, code: form.text('code'), address })
    return redirect(`/kiosk/${encodeURIComponent(centre)}/phieu/${token}`, 303)
  })
}

/** Who has booked types the code and gets a number. */
export default function KioskCheckInPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { centre } = loaderData
  const home = `/kiosk/${centre.slug}`
  return (
    <HallFrame centre={centre.name}>
      <PageHeading faulty={(actionData?.form.faults.length ?? 0) > 0}>{t('queue.check_in.title')}</PageHeading>
      <PageForm state={actionData?.form}>
        <TextField
          name="code"
          label={t('queue.check_in.code')}
          hint={t('queue.check_in.hint')}
          size="short"
          maxLength={12}
        />
        <Actions>
          <Button>{t('queue.check_in.go')}</Button>
          <ButtonLink to={home} second>
            {t('queue.kiosk.back')}
          </ButtonLink>
        </Actions>
      </PageForm>
      <RefreshWithoutScript seconds={90} to={home} />
      <span hidden data-return={home} data-return-after="90" />
      <Enhance script="kiosk" />
    </HallFrame>
  )
}
