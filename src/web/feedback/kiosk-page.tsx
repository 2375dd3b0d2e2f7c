import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { HallFrame } from '../queue/hall-frame.tsx'
import { queuePage, wordOf } from '../queue/queue-page.ts'
import { useShell } from '../shell.ts'
import { Actions, Button, Notice, PageForm, PageHeading, readForm, TextField } from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { GoesBack } from './kiosk-parts.tsx'

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const { queue, page } = queuePage(context)
  const { centre } = await queue.getCentre(wordOf(params.centre))
  return { centre, thanks: new URL(request.url).searchParams.has('da-gui'), onDuty: page.actor.kind === 'officer' }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { page } = queuePage(context)
  const centre = wordOf(params.centre)
  const form = await readForm(request)
  return attemptWork(form, async () => {
    const token = await page.services.ratings.findSlip({
      entry: form.text('entry'),
      code: form.text('code'),
      address: page.address ?? '',
    })
    return redirect(`/kiosk/${encodeURIComponent(centre)}/danh-gia/${token}`, 303)
  })
}

/** The machine at the exit: whoever leaves holds the slip under the scanner, or types what stands on it. Nobody is named here. */
export default function RatingKioskPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { centre, thanks, onDuty } = loaderData
  const home = `/kiosk/${centre.slug}/danh-gia`
  return (
    <HallFrame centre={centre.name}>
      <PageHeading faulty={actionData !== undefined}>
        {t(thanks ? 'feedback.kiosk.thanks' : 'feedback.kiosk.title')}
      </PageHeading>
      {thanks ? (
        <>
          <p className="lead">{t('feedback.kiosk.thanks_text')}</p>
          <a className="touch-target main" href={home}>
            {t('feedback.kiosk.next')}
          </a>
          <GoesBack seconds={15} to={home} />
        </>
      ) : (
        <>
          {onDuty && (
            <Notice tone="soon">
              <p>{t('error.feedback.officer_on_duty')}</p>
            </Notice>
          )}
          <p className="lead">{t('feedback.kiosk.text')}</p>
          <PageForm state={actionData?.form}>
            <TextField
              name="entry"
              label={t('feedback.kiosk.entry')}
              hint={t('feedback.kiosk.entry_hint')}
              autoComplete="off"
              focused
            />
            <TextField
              name="code"
              label={t('feedback.kiosk.code')}
              hint={t('feedback.kiosk.code_hint')}
              size="short"
              maxLength={16}
              autoComplete="off"
              optional
            />
            <Actions>
              <Button>{t('feedback.kiosk.go')}</Button>
            </Actions>
          </PageForm>
          {actionData !== undefined && <GoesBack seconds={90} to={home} />}
        </>
      )}
    </HallFrame>
  )
}
