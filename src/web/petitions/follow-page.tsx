import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { type PetitionVerb, petitionVerbs } from '../../modules/petitions/petition.ts'
import type { FollowPage as FollowView } from '../../modules/petitions/view-types.ts'
import { flashCookie } from '../flash.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  attemptForm,
  Button,
  type FormState,
  Notice,
  PageForm,
  PageHeading,
  RadioField,
  readForm,
  SecondButton,
  TextAreaField,
} from '../ui/index.ts'
import { ClockSentence, ContentFacts, FiveClearFacts, PetitionTimeline, StateTag } from './petition-parts.tsx'

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { services, actor } = getPage(context)
  const code = params.code ?? ''
  const view = await services.petitions.follow(code)
  const mayKeep = actor.kind === 'citizen' && (await services.petitions.mayKeepOwn(actor, code))
  return { view, code, mayKeep, isNew: new URL(request.url).searchParams.has('moi') }
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { services, actor } = getPage(context)
  const code = params.code ?? ''
  const form = await readForm(request)
  const verb = petitionVerbs.find((one) => one === form.text('verb')) ?? 'supply'
  const back = (key: string) =>
    redirect(`/phan-anh/theo-doi/${encodeURIComponent(code)}`, {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key }) },
    })
  if (form.text('verb') === 'keep' && actor.kind === 'citizen') {
    await services.petitions.keepOwn(actor, code)
    return back('petitions.own.kept')
  }
  return attemptForm(form, async () => {
    const input = { text: form.text('text'), satisfaction: Number(form.text('satisfaction')) || 0 }
    await services.petitions.actByCode(actor, code, { verb, input })
    return back(`petitions.done.${verb}`)
  })
}

/** What whoever wrote sees by the code, and what they may still do. */
export default function FollowPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, format } = useShell()
  const { view, code, mayKeep, isNew } = loaderData
  const { petition } = view
  const state = actionData?.form
  return (
    <div className="narrow">
      <PageHeading kicker={petition.code} faulty={actionData !== undefined}>
        {view.content.subject}
      </PageHeading>
      {isNew && (
        <Notice tone="ok" title={t('petitions.follow.new_title')}>
          <p>
            {t('petitions.follow.new_text')}
            <br />
            <b className="num code-alone">{code}</b>
          </p>
          <p>{t('petitions.follow.new_keep')}</p>
        </Notice>
      )}
      <p className="lead">
        <StateTag state={petition.state} /> {t(`petitions.says.${petition.state}`)}
      </p>
      <ClockSentence clocks={view.clocks} />
      {view.question !== null && (
        <Notice tone="wait" title={t('petitions.follow.asked')}>
          <p className="typed">{view.question}</p>
        </Notice>
      )}
      {view.answer !== null && (
        <>
          <h2>{t('petitions.answer')}</h2>
          <p className="typed">{view.answer}</p>
          {petition.upheld !== null && <p>{t(`petitions.upheld.${petition.upheld ? 'yes' : 'no'}`)}</p>}
        </>
      )}
      {view.may.map((verb) => (
        <FollowForm key={verb} verb={verb} view={view} state={state?.values.verb?.[0] === verb ? state : undefined} />
      ))}
      {mayKeep && (
        <PageForm id="keep">
          <input type="hidden" name="verb" value="keep" />
          <p>{t('petitions.own.keep_text')}</p>
          <Actions>
            <SecondButton>{t('petitions.own.keep')}</SecondButton>
          </Actions>
        </PageForm>
      )}
      <h2>{t('petitions.clear.title')}</h2>
      <FiveClearFacts
        clear={view}
        state={view.answeredState}
        task={t(`petitions.kind.${petition.kind}`)}
        result={t(`petitions.state.${view.answeredState}`)}
      />
      <h2>{t('petitions.follow.written')}</h2>
      <ContentFacts content={view.content} communeName={view.communeName} />
      {view.fileCount > 0 && <p>{t('petitions.follow.files', { count: view.fileCount })}</p>}
      <h2>{t('petitions.follow.history')}</h2>
      <PetitionTimeline lines={view.lines} />
      <h2>{t('petitions.looks.title')}</h2>
      {view.looks.length === 0 && (
        <p>{t(petition.isAnonymous ? 'petitions.looks.anonymous' : 'petitions.looks.none')}</p>
      )}
      <ul>
        {view.looks.map((look) => (
          <li key={look.at}>
            {format.dateTime(new Date(look.at))} · {look.agencyName}: {t(`petitions.look.${look.reason}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function FollowForm({ verb, view, state }: { verb: PetitionVerb; view: FollowView; state: FormState | undefined }) {
  const { t } = useShell()
  if (verb === 'judge') {
    return (
      <PageForm state={state} id="hai-long">
        <input type="hidden" name="verb" value="judge" />
        <RadioField
          name="satisfaction"
          label={t('petitions.satisfaction.label')}
          initial={view.petition.satisfaction === null ? [] : String(view.petition.satisfaction)}
          choices={['3', '2', '1'].map((value) => ({ value, label: t(`petitions.satisfaction.${value}`) }))}
        />
        <Actions>
          <Button>{t('petitions.do.judge')}</Button>
        </Actions>
      </PageForm>
    )
  }
  const form = (
    <PageForm state={state} id={verb}>
      <input type="hidden" name="verb" value={verb} />
      <TextAreaField name="text" label={t(`petitions.text.${verb}`)} rows={4} />
      <Actions>
        {verb === 'supply' ? (
          <Button>{t('petitions.do.supply')}</Button>
        ) : (
          <SecondButton>{t('petitions.do.reopen')}</SecondButton>
        )}
      </Actions>
    </PageForm>
  )
  if (verb === 'supply') return form
  return (
    <details className="disclosure" open={state !== undefined}>
      <summary>{t('petitions.follow.reopen')}</summary>
      {form}
    </details>
  )
}
