import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import type { DraftSection, TypedFields } from '../../../modules/casework/drafts/index.ts'
import { flashCookie } from '../../flash.ts'
import { isRefusal } from '../../page-context.ts'
import { type FormFault, type FormState, readForm, type SentForm } from '../../ui/index.ts'
import { citizenPage, publicPage } from '../guard.ts'
import type { DraftPage, SaveOutcome } from '../services/drafts.ts'
import { faultKey } from '../texts.ts'
import { forgetParked, parkAndLogIn, readParked } from './parked.ts'
import { besidePath, stepPath } from './steps.ts'

/** What the page of a typed section knows. */
export interface SectionLoad {
  draft: DraftPage
  /** What to show instead of what is saved: typed before the session ended, or faults to be mended. */
  form: FormState | null
  restored: boolean
}

/** What a section's form comes back with. `theirs`: what another window saved meanwhile. */
export interface SectionAnswer {
  form: FormState
  warnings: readonly FormFault[]
  theirs: TypedFields | null
}

/** Reads a draft for a section's page. One that was sent leads to its dossier. */
export async function loadSection(args: LoaderFunctionArgs, section: DraftSection): Promise<SectionLoad> {
  const { draft, portal } = await loadDraft(args)
  const parked = await readParked(portal, args.request)
  if (parked !== null) return { draft, form: { values: parked, faults: [] }, restored: true }
  const mending = new URL(args.request.url).searchParams.has('sua')
  return { draft, form: mending ? savedForm(draft, section) : null, restored: false }
}

export async function loadDraft({ context, params }: LoaderFunctionArgs) {
  const { portal, actor, page } = citizenPage(context)
  const draft = await portal.drafts.get(actor, params.draftId ?? '')
  if (draft.dossierId !== null) throw redirect(`/ho-so/${draft.dossierId}`)
  return { draft, portal, actor, page }
}

function savedForm(draft: DraftPage, section: DraftSection): FormState {
  const fields = draft.sections[section] ?? (section === 'applicant' ? draft.prefill : {})
  const faults = draft.faults.filter((one) => one.section === section).map(({ fault }) => toFormFault(fault))
  return { values: valuesOf(fields), faults }
}

/**
 * Saves a section exactly as typed, then goes on; with faults, or with warnings not yet confirmed, the same page comes back. Without
 * a session nothing is lost: it is kept until after the login.
 */
export async function saveSection({ request, context, params }: ActionFunctionArgs, section: DraftSection) {
  const form = await readForm(request)
  const { page, portal } = publicPage(context)
  const draftId = params.draftId ?? ''
  if (page.actor.kind === 'anonymous') return parkAndLogIn(portal, stepPath(draftId, section), form.values)
  const { actor } = citizenPage(context)
  const act = form.text('act')
  const fields = fieldsOf(form, act)
  let outcome: SaveOutcome
  try {
    const seenVersion = Number(form.text('version')) || 0
    outcome = await portal.drafts.save(actor, { draftId, section, fields, seenVersion })
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'casework.draft_changed_meanwhile') throw error
    const now = await portal.drafts.get(actor, draftId)
    const faults = [{ path: '', key: 'portal.apply.conflict' }]
    return answer({ form: { values: form.values, faults }, warnings: [], theirs: now.sections[section] ?? {} }, 409)
  }
  const headers = new Headers()
  const forgotten = await forgetParked(portal, request)
  if (forgotten !== null) headers.append('set-cookie', forgotten)
  if (act === 'later') {
    headers.append('set-cookie', flashCookie({ key: 'portal.apply.saved' }))
    return redirect('/ho-so', { headers })
  }
  if (act.startsWith('kind-')) return redirect(stepPath(draftId, section), { headers })
  const unconfirmed = outcome.warnings.length > 0 && form.text('confirmed') !== markOf(outcome)
  if (outcome.faults.length === 0 && !unconfirmed)
    return redirect(besidePath(draftId, section, 1) ?? '/ho-so', { headers })
  return answer(
    {
      form: { values: form.values, faults: outcome.faults.map(toFormFault) },
      warnings: outcome.warnings.map(toFormFault),
      theirs: null,
    },
    422,
    headers,
  )
}

function answer(content: SectionAnswer, status: number, headers = new Headers()) {
  return data(content, { status, headers })
}

/** A warning is confirmed for what it said: another one asks again. */
export function markOf({ warnings }: Pick<SaveOutcome, 'warnings'>): string {
  return warnings.map((warning) => warning.code).join(' ')
}

export function toFormFault(fault: {
  path: string
  code: string
  params?: Record<string, string | number>
}): FormFault {
  const { path, code, params } = fault
  return params === undefined ? { path, key: faultKey(code) } : { path, key: faultKey(code), params }
}

export function valuesOf(fields: TypedFields): FormState['values'] {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value]]))
}

function fieldsOf(form: SentForm, act: string): TypedFields {
  const fields = Object.fromEntries(Object.entries(form.values).map(([name, values]) => [name, values[0] ?? '']))
  return act.startsWith('kind-') ? { ...fields, kind: act.slice('kind-'.length) } : fields
}
