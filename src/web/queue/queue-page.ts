import { data, type RouterContextProvider } from 'react-router'
import { type PriorityGroup, priorityGroups } from '../../modules/queue/ticket.ts'
import { isUuid, newId } from '../../platform/ids.ts'
import { getPage, type PageContext } from '../page-context.ts'
import type { SentForm } from '../ui/index.ts'
import type { QueueServices } from './queue-services.ts'

export interface QueuePage {
  page: PageContext
  queue: QueueServices
  /** From where the request comes, for limits. */
  address: string
}

/** A page of the queue; what it shows and does is decided by the use cases. */
export function queuePage(context: Readonly<RouterContextProvider>): QueuePage {
  const page = getPage(context)
  return { page, queue: page.services.queue, address: page.address ?? '' }
}

/** The word of an address, such as a centre's or a ticket's; without one there is no page. */
export function wordOf(text: string | undefined): string {
  if (text === undefined || text.length > 100) throw data(null, { status: 404 })
  return text
}

/** The group chosen in a form; null for none. */
export function priorityOf(form: Pick<SentForm, 'text'>): PriorityGroup | null {
  const chosen = form.text('priority')
  return priorityGroups.find((group) => group === chosen) ?? null
}

/** The id that a form was drawn with; a form without one counts as new. */
export function commandOf(form: Pick<SentForm, 'text'>): string {
  const id = form.text('commandId')
  return isUuid(id) ? id : newId()
}
