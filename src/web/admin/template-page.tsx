import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import { flashCookie } from '../flash.ts'
import { parseTypedDate } from '../format.ts'
import { isRefusal } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Breadcrumbs,
  type FormState,
  faultsOfRefusal,
  faultyForm,
  Notice,
  PageHeading,
  readForm,
  type SentForm,
} from '../ui/index.ts'
import { type AdminPage, getAdmin } from './guard.ts'
import { readSample, templatePath } from './template-addresses.ts'
import { DraftForm, DropForm, PublishForm } from './template-forms.tsx'
import { Changes, FieldList, Picture, VersionTable } from './template-parts.tsx'
import { trialFaults } from './trial-faults.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const page = getAdmin(context)
  const key = params.key ?? ''
  const search = new URL(request.url).searchParams
  const template = await page.templates.get(page.actor, key)
  const older = template.versions.find((one) => String(one.version) === search.get('so-voi'))?.version
  const newest = template.draft.revision > 0 ? ('draft' as const) : (template.versions[0]?.version ?? 1)
  return {
    template,
    sample: readSample(search.get('mau')),
    compared:
      older === undefined
        ? null
        : { older, newest, lines: await page.templates.compare(page.actor, key, older, newest) },
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getAdmin(context)
  const form = await readForm(request)
  const asked = { page, key: params.key ?? '', form, revision: Number(form.text('revision')) }
  try {
    return await acts[readAct(form)](asked)
  } catch (error) {
    if (!isRefusal(error) || (error.kind !== 'invalid' && error.kind !== 'conflict')) throw error
    return faultyForm(form, faultsOfRefusal(error))
  }
}

interface Asked {
  page: AdminPage
  key: string
  form: SentForm
  revision: number
}

const acts = { save, publish, drop, restore }

function readAct(form: SentForm): keyof typeof acts {
  const act = form.text('act')
  return act === 'publish' || act === 'drop' || act === 'restore' ? act : 'save'
}

/** Keeps the text first, then tries it: what does not compile is not lost. */
async function save({ page, key, form, revision }: Asked) {
  // As typed: spaces at the ends of a text are the writer's.
  const source = form.values.source?.[0] ?? ''
  const sample = readSample(form.text('sample'))
  await page.templates.save(page.actor, { key, source, revision })
  const trial = await page.templates.attempt(page.actor, { key, source, sample })
  if (!trial.ok) return faultyForm(form, trialFaults(trial))
  return done(key, `?mau=${sample}#xem-thu`, 'documents.done.saved')
}

async function publish({ page, key, form, revision }: Asked) {
  const typed = form.text('validFrom')
  const validFrom = typed === '' ? null : parseTypedDate(typed)
  if (typed !== '' && validFrom === null) {
    return faultyForm(form, [{ path: 'validFrom', key: 'documents.register.e_date' }])
  }
  await page.templates.publish(page.actor, { key, revision, validFrom, note: form.text('note') })
  return done(key, '', 'documents.done.published')
}

async function drop({ page, key, revision }: Asked) {
  await page.templates.drop(page.actor, { key, revision })
  return done(key, '', 'documents.done.dropped')
}

/** Takes an older text into the draft, to look at and publish again. */
async function restore({ page, key, form, revision }: Asked) {
  const version = Number(form.text('version'))
  if (!Number.isInteger(version)) throw data(null, { status: 404 })
  const source = await page.templates.source(page.actor, key, version)
  await page.templates.save(page.actor, { key, source, revision })
  return done(key, '#xem-thu', 'documents.done.restored')
}

function done(key: string, more: string, text: string): Response {
  return redirect(`${templatePath(key)}${more}`, { headers: { 'set-cookie': flashCookie({ key: text }) } })
}

export default function TemplatePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, locale } = useShell()
  const { template, sample, compared } = loaderData
  const state: FormState | undefined = actionData?.form
  const act = state?.values.act?.[0]
  const inForce = template.versions.find((version) => version.inForce)
  return (
    <>
      <Breadcrumbs
        crumbs={[{ label: t('documents.admin.title'), to: '/quan-tri/mau-giay' }, { label: template.name[locale] }]}
      />
      <PageHeading faulty={(state?.faults.length ?? 0) > 0}>{template.name[locale]}</PageHeading>
      {template.unsure && (
        <Notice tone="wait" title={t('documents.admin.unsure')}>
          <p>{inForce?.sourceNote}</p>
        </Notice>
      )}
      <DraftForm template={template} sample={sample} state={act === 'publish' ? undefined : state} />
      {(state === undefined || act === 'publish') && <Picture template={template} sample={sample} />}
      {template.draft.revision > 0 && (
        <>
          <PublishForm template={template} state={act === 'publish' ? state : undefined} />
          <DropForm revision={template.draft.revision} />
        </>
      )}
      {compared !== null && <Changes {...compared} />}
      <VersionTable template={template} sample={sample} />
      <FieldList fields={template.fields} />
    </>
  )
}
