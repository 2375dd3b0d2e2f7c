import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { newId } from '../../platform/ids.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { attemptForm, PageHeading, readForm } from '../ui/index.ts'
import { PetitionForm, readPetition } from './petition-form.tsx'

/** `?noi=CODE`: the centre whose poster was scanned. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const { services, actor, actorName } = getPage(context)
  const agencies = await services.petitions.agencies()
  const asked = new URL(request.url).searchParams.get('noi')
  const chosen = agencies.find(({ code }) => code === asked)
  return {
    agencies,
    agencyId: chosen?.id ?? '',
    placeName: chosen?.name ?? null,
    name: actor.kind === 'citizen' ? (actorName ?? '') : '',
    commandId: newId(),
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { services, actor, address } = getPage(context)
  const form = await readForm(request)
  const channel = new URL(request.url).searchParams.has('noi') ? 'counter' : 'web'
  return attemptForm(form, async () => {
    const sent = { ...readPetition(form, channel), address: address ?? '' }
    const received = await services.petitions.receive(actor, sent)
    return redirect(`/phan-anh/theo-doi/${received.followCode}?moi=1`, 303)
  })
}

/** Anybody sends a petition, with or without a name, without login and without script. */
export default function SendPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { agencies, agencyId, placeName, commandId, name } = loaderData
  return (
    <div className="narrow">
      <PageHeading faulty={actionData !== undefined} kicker={placeName ?? undefined}>
        {t('petitions.send.title')}
      </PageHeading>
      <p className="lead">{t('petitions.send.text')}</p>
      <PetitionForm
        agencies={agencies}
        agencyId={agencyId}
        state={actionData?.form}
        commandId={commandId}
        name={name}
      />
    </div>
  )
}
