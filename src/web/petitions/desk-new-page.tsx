import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { newId } from '../../platform/ids.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { PageHeading, readForm } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { PetitionForm } from './petition-form.tsx'
import { takePetition } from './take-petition.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  const agencies = (await services.petitions.agencies()).filter(({ id }) =>
    actor.mandates.some(({ agencyId }) => agencyId === id),
  )
  return { agencies, communes: await services.petitions.communes(), commandId: newId(), first: agencies[0]?.id ?? '' }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { services, actor } = getDesk(context)
  const form = await readForm(request)
  const channel = form.text('channel') === 'letter' ? 'letter' : 'phone'
  const taking = { petitions: services.petitions, actor, channel, address: null }
  return takePetition(form, taking, ({ code, followCode: follow }) => {
    const flash = flashCookie({ key: 'petitions.desk.received', params: { code, follow } })
    return redirect('/lam-viec/phan-anh', { status: 303, headers: { 'set-cookie': flash } })
  })
}

/** A clerk types what somebody says on the telephone or wrote in a letter; the code to follow is read out or sent back. */
export default function DeskNewPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { agencies, communes, commandId, first } = loaderData
  return (
    <div className="narrow">
      <PageHeading faulty={actionData !== undefined}>{t('petitions.desk.new')}</PageHeading>
      <p>{t('petitions.desk.new_text')}</p>
      <PetitionForm
        agencies={agencies}
        communes={communes}
        agencyId={first}
        state={actionData?.form}
        commandId={commandId}
        channels={['phone', 'letter']}
      />
    </div>
  )
}
