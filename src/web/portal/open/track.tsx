import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from 'react-router'
import type { TrackedDossier } from '../../../modules/casework/views/view-types.ts'
import { isRefusal } from '../../page-context.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Bar,
  Button,
  DeadlineBlock,
  Facts,
  type FormFault,
  type FormState,
  Notice,
  PageForm,
  PageHeading,
  readForm,
  Tag,
  TextField,
} from '../../ui/index.ts'
import { deadlineFacts, doneLabel, stateTone } from '../dossiers/dossier-parts.tsx'
import { publicPage } from '../guard.ts'
import { official } from '../texts.ts'

export function loader({ params }: LoaderFunctionArgs) {
  return { code: readCode(params.code ?? '') }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { portal } = publicPage(context)
  const form = await readForm(request)
  const code = readCode(form.text('code'))
  const lastDigits = form.text('digits').replace(/\D/g, '')
  const faults: FormFault[] = []
  if (code === '') faults.push({ path: 'code', key: 'portal.track.code_missing' })
  if (lastDigits.length !== 4) faults.push({ path: 'digits', key: 'portal.track.digits_wrong' })
  const answer = (found: TrackedDossier | null, state: FormState, status: number) =>
    data({ found, form: state }, { status })
  if (faults.length > 0) return answer(null, { values: form.values, faults }, 422)
  try {
    const found = await portal.dossiers.track({ code, lastDigits })
    return answer(found, { values: {}, faults: [] }, 200)
  } catch (error) {
    if (!isRefusal(error) || !['not_found', 'unavailable'].includes(error.kind)) throw error
    const tooMany = error.kind === 'unavailable'
    const key = tooMany ? 'portal.track.too_many' : 'portal.track.not_found'
    return answer(null, { values: form.values, faults: [{ path: '', key }] }, tooMany ? 429 : 404)
  }
}

/** A code as it is printed: capitals, no spaces, without the full stop of a sentence it was copied from. */
function readCode(typed: string): string {
  return typed
    .replace(/\s+|[.,;:]+\s*$/g, '')
    .toUpperCase()
    .slice(0, 60)
}

/** Following a dossier without an account: its code and four digits. Sent as a form, so that no digits stand in an address. */
export default function TrackPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const found = actionData?.found ?? null
  if (found !== null) return <Found dossier={found} />
  const { code } = loaderData
  return (
    <div className="narrow">
      <PageHeading faulty={(actionData?.form.faults.length ?? 0) > 0}>{t('portal.track.title')}</PageHeading>
      <p>{t('portal.track.text')}</p>
      <PageForm action="/tra-cuu" state={actionData?.form}>
        <TextField
          name="code"
          label={t('portal.dossier.code')}
          hint={t('portal.track.code_hint')}
          size="medium"
          initial={code}
          autoComplete="off"
        />
        <TextField
          name="digits"
          label={t('portal.track.digits')}
          hint={t('portal.track.digits_hint')}
          size="short"
          inputMode="numeric"
          maxLength={4}
          autoComplete="off"
        />
        <Actions>
          <Button>{t('portal.track.do')}</Button>
        </Actions>
      </PageForm>
      <p className="small">
        {t('portal.track.own')} <a href="/ho-so">{t('nav.my_dossiers')}</a>
      </p>
    </div>
  )
}

function Found({ dossier }: { dossier: TrackedDossier }) {
  const { t, locale, format } = useShell()
  const awaited = dossier.answerUntil ?? dossier.paymentUntil
  return (
    <div className="narrow">
      <PageHeading kicker={dossier.code}>{official(dossier.procedure.name, locale)}</PageHeading>
      <p className="lead">
        <Tag tone={stateTone(dossier.legal)}>{t(`portal.state.${dossier.legal}`)}</Tag>{' '}
        {t(`portal.state_says.${dossier.legal}`)}
      </p>
      {awaited !== null && (
        <Notice tone="wait" title={t('portal.track.awaited', { date: format.weekdayDate(new Date(awaited)) })}>
          <p>{t('portal.track.awaited_text')}</p>
        </Notice>
      )}
      {dossier.due !== null && (
        <DeadlineBlock {...deadlineFacts(dossier.due)} {...doneLabel(dossier.legal, t)} lines={[]} />
      )}
      <Facts
        facts={[
          { term: t('portal.dossier.agency'), value: dossier.agency.name },
          { term: t('portal.dossier.accepted'), value: format.dateTime(new Date(dossier.acceptedAt)) },
          ...(dossier.step === null
            ? []
            : [{ term: t('portal.track.step'), value: dossier.step.name[locale], note: dossier.step.agency.name }]),
          {
            term: t('portal.track.progress'),
            value: (
              <>
                {t('portal.track.steps', { done: dossier.stepsDone, all: dossier.stepsAll })}
                <Bar share={dossier.stepsAll === 0 ? 0 : dossier.stepsDone / dossier.stepsAll} />
              </>
            ),
          },
        ]}
      />
      <p className="small soft">{t('portal.track.no_names')}</p>
      <p>
        <a href="/tra-cuu">{t('portal.track.another')}</a>
      </p>
    </div>
  )
}
