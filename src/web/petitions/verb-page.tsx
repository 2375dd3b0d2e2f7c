import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import { type PetitionVerb, petitionVerbs } from '../../modules/petitions/petition.ts'
import type { VerbInput } from '../../modules/petitions/verb.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Actions, attemptForm, Button, PageForm, PageHeading, readForm, type SentForm } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { VerbFields } from './verb-fields.tsx'

function verbOf(text: string | undefined): PetitionVerb {
  const verb = petitionVerbs.find((one) => one === text)
  if (verb === undefined || verb === 'merge') throw data(null, { status: 404 })
  return verb
}

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  const verb = verbOf(params.verb)
  const id = params.id ?? ''
  const view = await services.petitions.page(actor, id)
  const [staff, nameable, agencies] = await Promise.all([
    verb === 'classify' ? services.petitions.staff(actor, id) : [],
    verb === 'classify' ? services.petitions.nameable(actor, id) : [],
    verb === 'forward' ? services.petitions.agencies() : [],
  ])
  return { verb, view, staff, nameable, agencies, isOpen: view.doable.includes(verb) }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { services, actor } = getDesk(context)
  const verb = verbOf(params.verb)
  const petitionId = params.id ?? ''
  const form = await readForm(request)
  return attemptForm(form, async () => {
    await services.petitions.act(actor, { petitionId, verb, input: readInput(form) })
    const isGone = verb === 'forward'
    const to = isGone ? '/lam-viec/phan-anh' : `/lam-viec/phan-anh/${petitionId}`
    const headers = { 'set-cookie': flashCookie({ key: `petitions.done.${verb}` }) }
    return redirect(to, { status: 303, headers })
  })
}

function readInput(form: SentForm): VerbInput {
  const upheld = form.text('upheld')
  return {
    text: form.text('text'),
    kind: form.text('kind'),
    officerUserId: form.text('officerUserId'),
    aboutUserIds: form.all('aboutUserIds').filter((id) => id !== ''),
    agencyId: form.text('agencyId'),
    ground: form.text('ground'),
    upheld: upheld === 'yes' ? true : upheld === 'no' ? false : null,
    title: form.text('title'),
    question: form.text('question'),
    answer: form.text('answer'),
    isDossierConfirmed: form.all('isDossierConfirmed').includes('1'),
    ...(form.text('answerDays') === '' ? {} : { answerDays: Number(form.text('answerDays')) }),
    personalChecked: form.all('personalChecked').includes('1'),
    seenAnswer: form.text('seenAnswer'),
  }
}

/** One verb: what it asks for, and what follows from it. */
export default function PetitionVerbPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { verb, view, staff, nameable, agencies, isOpen } = loaderData
  const here = `/lam-viec/phan-anh/${view.petition.petitionId}`
  return (
    <div className="narrow">
      <PageHeading kicker={view.petition.code} faulty={actionData !== undefined}>
        {t(`petitions.do.${verb}`)}
      </PageHeading>
      <p>
        <b>{view.content.subject}</b>
      </p>
      <p>{t(isOpen ? `petitions.follows.${verb}` : 'petitions.desk.not_now')}</p>
      {isOpen && verb === 'ask' && view.clocks.some(({ name, state }) => name === 'ask' && state === 'over') && (
        <p>{t('petitions.follows.ask_late')}</p>
      )}
      <details className="disclosure" open={verb === 'answer' || verb === 'approve' || verb === 'classify'}>
        <summary>{t('petitions.follow.written')}</summary>
        <p className="typed">{view.content.text}</p>
        {view.content.about !== '' && (
          <p>
            {t('petitions.form.about')}: {view.content.about}
          </p>
        )}
      </details>
      {isOpen && (
        <PageForm state={actionData?.form}>
          <input type="hidden" name="seenAnswer" value={view.petition.answer?.valueId ?? ''} />
          <VerbFields
            verb={verb}
            view={view}
            staff={staff}
            nameable={nameable}
            agencies={agencies}
            isPersonalLeft={actionData?.form.faults.some(({ key }) => key === 'error.petitions.personal_left') === true}
          />
          <Actions>
            <Button>{t(`petitions.do.${verb}`)}</Button>
          </Actions>
        </PageForm>
      )}
      <p>
        <a href={here}>{t('petitions.desk.back')}</a>
      </p>
    </div>
  )
}
