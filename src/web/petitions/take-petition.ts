import type { Actor } from '../../modules/organisation/index.ts'
import type { ReceivedPetition } from '../../modules/petitions/index.ts'
import { isUuid, newId } from '../../platform/ids.ts'
import type { FormAnswer } from '../ui/form-state.ts'
import { attemptForm, type SentForm } from '../ui/index.ts'
import { heldIn, valuesWith } from './held-file.ts'
import type { PetitionServices } from './petition-services.ts'

interface Taking {
  petitions: PetitionServices
  actor: Actor
  channel: string
  address: string | null
}

/** Takes a sent form: its files are kept first and stand in the form again where anything else is at fault. */
export async function takePetition(
  form: SentForm,
  { petitions, actor, channel, address }: Taking,
  then: (received: ReceivedPetition) => Response,
): Promise<Response | FormAnswer> {
  const sentId = form.text('commandId')
  const commandId = isUuid(sentId) ? sentId : newId()
  const typed = typedIn(form, channel)
  const { held, faults } = await petitions.hold(actor, {
    commandId,
    typed,
    address,
    held: heldIn(form),
    files: form.files.tep ?? [],
  })
  return attemptForm({ values: valuesWith(form, held) }, async () => {
    const received = await petitions.receive(actor, {
      typed,
      held: held.map(({ token }) => token),
      fileFaults: faults,
      isKeptInAccount: form.all('inAccount').includes('1'),
      commandId,
      address,
    })
    return then(received)
  })
}

/** What a form said, as the use case takes it. */
function typedIn(form: SentForm, channel: string) {
  const { text } = form
  return {
    channel,
    agencyId: text('agencyId'),
    kind: text('kind'),
    subject: text('subject'),
    text: text('text'),
    place: text('place'),
    communeCode: text('communeCode'),
    latitude: text('latitude'),
    longitude: text('longitude'),
    about: text('about'),
    dossierCode: text('dossierCode'),
    isAboutHead: form.all('isAboutHead').includes('1'),
    isAnonymous: form.all('isAnonymous').includes('1'),
    fullName: text('fullName'),
    phone: text('phone'),
    email: text('email'),
  }
}
