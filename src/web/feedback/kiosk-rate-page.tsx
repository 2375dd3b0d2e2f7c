import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { official } from '../portal/texts.ts'
import { HallFrame } from '../queue/hall-frame.tsx'
import { queuePage, wordOf } from '../queue/queue-page.ts'
import { useShell } from '../shell.ts'
import { Actions, Button, ButtonLink, PageForm, PageHeading, readForm } from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { GoesBack } from './kiosk-parts.tsx'
import { RatingFields, ratingOf } from './rating-fields.tsx'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { queue, page } = queuePage(context)
  const { centre } = await queue.getCentre(wordOf(params.centre))
  const rating = await page.services.ratings.page(wordOf(params.token))
  // Somebody's own link is no slip: what stands behind it is not for a machine that all use.
  return { centre, rating: { ...rating, given: null, answer: null, isOpen: rating.isOpen && !rating.isShown } }
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { page } = queuePage(context)
  const centre = wordOf(params.centre)
  const form = await readForm(request)
  return attemptWork(form, async () => {
    await page.services.ratings.give(page.actor, {
      token: wordOf(params.token),
      ...ratingOf(form),
      atKiosk: true,
      address: page.address,
    })
    return redirect(`/kiosk/${encodeURIComponent(centre)}/danh-gia?da-gui=1`, 303)
  })
}

/** The three questions on the machine at the exit, large. What was given before is neither shown nor changed here. */
export default function KioskRatePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, locale } = useShell()
  const { centre, rating } = loaderData
  const home = `/kiosk/${centre.slug}/danh-gia`
  return (
    <HallFrame centre={centre.name}>
      <PageHeading faulty={actionData !== undefined}>{t('feedback.title')}</PageHeading>
      <p className="lead">
        {official(rating.procedureName, locale)}
        <br />
        <span className="soft">
          {rating.agencyName} · {t(`feedback.event.${rating.event}`)}
        </span>
      </p>
      {rating.isOpen ? (
        <PageForm state={actionData?.form}>
          <div className="touch-choices">
            <RatingFields rating={rating} />
          </div>
          <Actions>
            <Button>{t('feedback.send')}</Button>
            <ButtonLink to={home} second>
              {t('feedback.kiosk.back')}
            </ButtonLink>
          </Actions>
        </PageForm>
      ) : (
        <>
          <p>{t('feedback.closed_slip')}</p>
          <a className="touch-target" href={home}>
            {t('feedback.kiosk.back')}
          </a>
        </>
      )}
      <GoesBack seconds={120} to={home} />
    </HallFrame>
  )
}
