import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { newId } from '../../platform/ids.ts'
import { getPage } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { PageHeading, readForm } from '../ui/index.ts'
import { PetitionForm } from './petition-form.tsx'
import { takePetition } from './take-petition.ts'

/** `?noi=CODE`: the centre whose poster was scanned. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const { services, actor, actorName } = getPage(context)
  const agencies = await services.petitions.agencies()
  const asked = new URL(request.url).searchParams.get('noi')
  const chosen = agencies.find(({ code }) => code === asked)
  return {
    agencies,
    communes: await services.petitions.communes(),
    agencyId: chosen?.id ?? '',
    placeName: chosen?.name ?? null,
    hasAccount: actor.kind === 'citizen',
    name: actor.kind === 'citizen' ? (actorName ?? '') : '',
    commandId: newId(),
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { services, actor, address } = getPage(context)
  const form = await readForm(request)
  const channel = new URL(request.url).searchParams.has('noi') ? 'counter' : 'web'
  const taking = { petitions: services.petitions, actor, channel, address: address ?? '' }
  return takePetition(form, taking, ({ followCode }) => redirect(`/phan-anh/theo-doi/${followCode}?moi=1`, 303))
}

/** Whoever uses a hall's tablet next does not go back to what was written. */
export function headers() {
  return { 'cache-control': 'private, no-store' }
}

/** Anybody sends a petition, with or without a name, without login and without script. */
export default function SendPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { placeName, ...fields } = loaderData
  return (
    <div className="narrow">
      <PageHeading faulty={actionData !== undefined} kicker={placeName ?? undefined}>
        {t('petitions.send.title')}
      </PageHeading>
      <p className="lead">{t('petitions.send.text')}</p>
      <PetitionForm {...fields} state={actionData?.form} />
    </div>
  )
}
