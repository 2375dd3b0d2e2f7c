import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { BallotPage as Ballot } from '../../modules/surveys/view-types.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  attemptForm,
  Button,
  Enhance,
  type FormState,
  Notice,
  PageForm,
  PageHeading,
  readForm,
  SecondButton,
} from '../ui/index.ts'
import { Mark, SkipLink } from '../ui/nav.tsx'
import { answersIn, QuestionFields } from './question-fields.tsx'

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { actor, services } = getPage(context)
  const ballot = await services.surveys.ballotPage(params.token ?? '')
  const said = new URL(request.url).searchParams.get('xong')
  return { ballot, isOffice: actor.kind === 'officer', done: said === 'gui' || said === 'tu-choi' ? said : null }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const token = params.token ?? ''
  const { actor, services } = getPage(context)
  const { surveys } = services
  const form = await readForm(request)
  const here = `/khao-sat/phieu/${encodeURIComponent(token)}`
  return attemptForm(form, async () => {
    surveys.refuseOfficer(actor)
    if (form.text('viec') === 'tu-choi') {
      await surveys.refuse(token)
      return redirect(`${here}?xong=tu-choi`, 303)
    }
    await surveys.cast({ token, raw: answersIn(form) })
    return redirect(`${here}?xong=gui`, 303)
  })
}

/**
 * The ballot behind a link, without login. A script makes the credential in the browser, so that even this server cannot join who and what;
 * without it the form is sent as it stands, and only the database cannot (decision 0036).
 */
export default function BallotPage({ loaderData, actionData, params }: PageProps<typeof loader, typeof action>) {
  const { t, config, locale, format } = useShell()
  const { ballot, done, isOffice } = loaderData
  const name = locale === 'en' ? ballot.nameEn : ballot.nameVi
  const isAsked = ballot.isOpen && ballot.standing !== 'used' && done !== 'gui'
  // The script sends without a session: an officer's screen is told so before anything is filled in.
  const canAnswer = isAsked && !isOffice
  return (
    <>
      <SkipLink />
      <header className="head">
        <div className="wrap">
          <Mark to="/" subtitle={t('brand.portal', { province: config.province.name })} />
        </div>
      </header>
      <main id="noi-dung" tabIndex={-1} className="page">
        <div className="wrap">
          <div className="narrow">
            <PageHeading faulty={actionData !== undefined}>
              {done === 'gui' ? t('surveys.ballot.thanks') : name}
            </PageHeading>
            {isAsked && isOffice && <Notice tone="late">{t('error.surveys.officer_session')}</Notice>}
            {done === 'gui' && <p>{t('surveys.ballot.thanks_text')}</p>}
            {done === 'tu-choi' && <p>{t('surveys.ballot.refused')}</p>}
            {done !== 'gui' && ballot.standing === 'used' && <p>{t('surveys.ballot.used')}</p>}
            {/* Closed while somebody typed: what they wrote stays on the page, with the sentence that says what happened. */}
            {!ballot.isOpen && actionData === undefined && <p>{t('surveys.ballot.closed')}</p>}
            {(canAnswer || actionData !== undefined) && (
              <>
                <p className="lead">{ballot.questionnaire.intro[locale]}</p>
                <p>{t('surveys.ballot.until', { date: format.date(ballot.endsOn) })}</p>
                <Form ballot={ballot} state={actionData?.form} token={params.token ?? ''} />
              </>
            )}
          </div>
        </div>
      </main>
    </>
  )
}

function Form({ ballot, state, token }: { ballot: Ballot; state: FormState | undefined; token: string }) {
  const { t } = useShell()
  return (
    <>
      <Notice>
        <p>{t('surveys.ballot.anonymous_short')}</p>
      </Notice>
      <details className="disclosure">
        <summary>{t('surveys.ballot.anonymous')}</summary>
        <p>{t('surveys.ballot.anonymous_text')}</p>
      </details>
      <div
        data-survey-ballot=""
        data-round={ballot.roundId}
        data-stratum={ballot.stratum}
        data-channel={ballot.channel}
        data-credential={`/khao-sat/phieu/${encodeURIComponent(token)}/xac-nhan`}
        data-failed={t('surveys.ballot.send_failed')}
      >
        <PageForm state={state}>
          <QuestionFields questionnaire={ballot.questionnaire} />
          <Actions>
            <Button>{t('surveys.ballot.send')}</Button>
          </Actions>
        </PageForm>
      </div>
      <Notice>
        <p>{t('surveys.ballot.refuse_text')}</p>
        <PageForm id="tu-choi">
          <input type="hidden" name="viec" value="tu-choi" />
          <SecondButton>{t('surveys.ballot.refuse')}</SecondButton>
        </PageForm>
      </Notice>
      <Enhance script="survey-ballot" />
    </>
  )
}
