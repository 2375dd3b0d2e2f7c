import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { isAboutConduct } from '../../modules/petitions/petition.ts'
import type { PetitionPage } from '../../modules/petitions/view-types.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  attemptForm,
  Button,
  ButtonLink,
  CheckboxField,
  type FormState,
  Notice,
  PageForm,
  PageHeading,
  readForm,
  Tag,
} from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { ClockFacts, ContentFacts, FiveClearFacts, PetitionTimeline, StateTag } from './petition-parts.tsx'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  return { view: await services.petitions.page(actor, params.id ?? '') }
}

/** Merges the chosen duplicates into this petition. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const { services, actor } = getDesk(context)
  const form = await readForm(request)
  const intoId = params.id ?? ''
  return attemptForm(form, async () => {
    const count = await services.petitions.merge(actor, { intoId, ids: form.all('ids') })
    const flash = flashCookie({ key: 'petitions.done.merge', params: { count } })
    return redirect(`/lam-viec/phan-anh/${intoId}`, { status: 303, headers: { 'set-cookie': flash } })
  })
}

/** One petition on an officer's desk: what was written, the five "rõ", what may be done. Who wrote is behind a page of its own. */
export default function DeskPetitionPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { view } = loaderData
  const { petition, content } = view
  const here = `/lam-viec/phan-anh/${petition.petitionId}`
  const verbs = view.doable.filter((verb) => verb !== 'merge')
  const [first, ...others] = ordered(verbs)
  return (
    <>
      <PageHeading kicker={petition.code} faulty={actionData !== undefined}>
        {content.subject}
      </PageHeading>
      <p>
        <StateTag state={petition.state} /> <Tag>{t(`petitions.kind.${petition.kind}`)}</Tag>{' '}
        <Tag>{t(`petitions.channel.${petition.channel}`)}</Tag>{' '}
        {petition.escalation > 0 && <Tag tone="late">{t(`petitions.escalation.${petition.escalation}`)}</Tag>}
      </p>
      {view.intoCode !== null && (
        <p>
          {t('petitions.desk.merged_into')} <a href={`/lam-viec/phan-anh/${petition.mergedInto}`}>{view.intoCode}</a>
        </p>
      )}
      {view.merged > 0 && <p>{t('petitions.desk.merged', { count: view.merged })}</p>}
      <Actions>
        {first !== undefined && <ButtonLink to={`${here}/${first}`}>{t(`petitions.do.${first}`)}</ButtonLink>}
        {others.map((verb) => (
          <ButtonLink key={verb} to={`${here}/${verb}`} second>
            {t(`petitions.do.${verb}`)}
          </ButtonLink>
        ))}
      </Actions>
      {first === undefined && <p className="soft">{t('petitions.desk.nothing')}</p>}
      <h2>{t('petitions.clear.title')}</h2>
      <FiveClearFacts
        clear={view}
        state={petition.state}
        task={t(`petitions.kind.${petition.kind}`)}
        result={t(`petitions.state.${petition.state}`)}
      />
      {view.clocks.length > 0 && (
        <>
          <h3>{t('petitions.clock.title')}</h3>
          <ClockFacts clocks={view.clocks} />
        </>
      )}
      <h2>{t('petitions.follow.written')}</h2>
      <ContentFacts
        content={content}
        communeName={view.communeName}
        communeLink={`/lam-viec/phan-anh?xa=${petition.communeCode ?? ''}`}
      />
      {petition.dossier != null && <p>{t('petitions.desk.dossier_confirmed')}</p>}
      <Files view={view} here={here} />
      <WriterPart view={view} here={here} />
      {view.answer !== null && (
        <>
          <h2>{t('petitions.answer')}</h2>
          <p className="typed">{view.answer}</p>
          {petition.upheld !== null && <p>{t(`petitions.upheld.${petition.upheld ? 'yes' : 'no'}`)}</p>}
        </>
      )}
      {view.alike.length > 0 && <Alike view={view} state={actionData?.form} />}
      <h2>{t('petitions.follow.history')}</h2>
      <PetitionTimeline lines={view.lines} />
    </>
  )
}

/** What usually comes next stands first. */
function ordered<Verb extends string>(verbs: readonly Verb[]): Verb[] {
  const usual = ['publish', 'approve', 'answer', 'classify']
  const place = (verb: string) => (usual.includes(verb) ? usual.indexOf(verb) : usual.length)
  return [...verbs].sort((one, other) => place(one) - place(other))
}

function Files({ view, here }: { view: PetitionPage; here: string }) {
  const { t, format } = useShell()
  if (view.files.length === 0) return null
  return (
    <>
      <h3>{t('petitions.form.files')}</h3>
      <ul>
        {view.files.map(({ position, mediaType, size }) => (
          <li key={position}>
            <a href={`${here}/tep/${position}`}>{t('petitions.desk.file', { number: position })}</a>{' '}
            <span className="soft small num">
              {t(`petitions.desk.media.${mediaOf(mediaType)}`)} · {format.fileSize(size)}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function mediaOf(mediaType: string): 'image' | 'pdf' | 'other' {
  if (mediaType.startsWith('image/')) return 'image'
  return mediaType === 'application/pdf' ? 'pdf' : 'other'
}

/** Of a complaint about an officer nobody reads the name before it is said of whom. */
function whyHidden({ petition }: PetitionPage): string {
  const isUnnamed = isAboutConduct(petition) && petition.aboutUserIds.length === 0
  return isUnnamed ? 'petitions.writer.after_naming' : 'petitions.writer.not_yours'
}

function WriterPart({ view, here }: { view: PetitionPage; here: string }) {
  const { t, format } = useShell()
  return (
    <>
      <h2>{t('petitions.writer.title')}</h2>
      <p>
        {view.petition.isAnonymous
          ? t('petitions.writer.anonymous')
          : t(view.mayLook ? 'petitions.writer.hidden' : whyHidden(view))}
      </p>
      {view.mayLook && (
        <p>
          <a href={`${here}/nguoi-gui`}>{t('petitions.writer.open')}</a>
        </p>
      )}
      {view.looks !== null && view.looks.length > 0 && (
        <Notice title={t('petitions.looks.title')}>
          <ul>
            {view.looks.map((look) => (
              <li key={`${look.at} ${look.officerName}`}>
                {format.dateTime(new Date(look.at))} · {look.officerName}, {look.agencyName}:{' '}
                {t(`petitions.look.${look.reason}`)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}

function Alike({ view, state }: { view: PetitionPage; state: FormState | undefined }) {
  const { t, format } = useShell()
  return (
    <>
      <h2>{t('petitions.alike.title', { count: view.alike.length })}</h2>
      <p>{t('petitions.alike.text')}</p>
      <PageForm state={state}>
        <CheckboxField
          name="ids"
          label={t('petitions.alike.label')}
          initial={view.alike.filter(({ share }) => share === 1).map(({ petitionId }) => petitionId)}
          choices={view.alike.map(({ petitionId, code, subject, share }) => ({
            value: petitionId,
            label: `${code} · ${subject}`,
            hint: t('petitions.alike.share', { share: format.number(Math.round(share * 100)) }),
          }))}
        />
        <Actions>
          <Button>{t('petitions.do.merge')}</Button>
        </Actions>
      </PageForm>
    </>
  )
}
