import { data, type LoaderFunctionArgs } from 'react-router'
import type { RegisterLine } from '../../../modules/casework/views/view-types.ts'
import { localDate } from '../../../platform/civil-date.ts'
import { type Format, parseTypedDate } from '../../format.ts'
import { isRefusal } from '../../page-context.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  ButtonLink,
  type Column,
  DataTable,
  DateField,
  EmptyState,
  type FormFault,
  faultsOfRefusal,
  PageForm,
  PageHeading,
  SecondButton,
  SelectField,
} from '../../ui/index.ts'
import { dossierPath } from '../addresses.ts'
import { getDesk } from '../guard.ts'
import { nameIn } from '../texts.ts'

const SHOWN = 100

/** Form 07, the register of a counter: asked for by counter and days, shown, and printed as one PDF. All in the address. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const registers = await page.desk.listRegisters(page.actor)
  const [first] = registers
  if (first === undefined) throw data(null, { status: 404 })
  const search = new URL(request.url).searchParams
  const today = typed(localDate(Date.now()))
  const agencyId = search.get('co-quan') ?? first.id
  const values = { 'co-quan': [agencyId], tu: [search.get('tu') ?? today], den: [search.get('den') ?? today] }
  const [from, to] = [parseTypedDate(values.tu[0] ?? ''), parseTypedDate(values.den[0] ?? '')]
  const faults: FormFault[] = [
    ...(from === null ? [{ path: 'tu', key: 'documents.register.e_date' }] : []),
    ...(to === null ? [{ path: 'den', key: 'documents.register.e_date' }] : []),
  ]
  const known = registers.some((register) => register.id === agencyId)
  if (!known) throw data(null, { status: 404 })
  const answer = (lines: RegisterLine[] | null, all: FormFault[]) =>
    data(
      { registers, form: { values, faults: all }, lines, print: printPath(agencyId, from, to) },
      { status: all.length > 0 ? 422 : 200 },
    )
  if (from === null || to === null) return answer(null, faults)
  try {
    return answer(await page.desk.readRegister(page.actor, { agencyId, from, to }), [])
  } catch (error) {
    if (!isRefusal(error) || error.kind !== 'invalid') throw error
    return answer(null, faultsOfRefusal(error))
  }
}

function typed(date: string): string {
  return date.split('-').reverse().join('/')
}

function printPath(agencyId: string, from: string | null, to: string | null): string {
  const asked = new URLSearchParams({ 'co-quan': agencyId, tu: from ?? '', den: to ?? '' })
  return `/lam-viec/so-theo-doi.pdf?${asked}`
}

export default function RegisterPage({ loaderData }: PageProps<typeof loader>) {
  const { t } = useShell()
  const { registers, form, lines, print } = loaderData
  return (
    <>
      <PageHeading faulty={form.faults.length > 0}>{t('documents.register.title')}</PageHeading>
      <PageForm method="get" state={form}>
        <div className="filters">
          <SelectField
            name="co-quan"
            label={t('documents.register.agency')}
            choices={registers.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <DateField name="tu" label={t('documents.register.from')} />
          <DateField name="den" label={t('documents.register.to')} />
          <SecondButton>{t('documents.register.show')}</SecondButton>
        </div>
      </PageForm>
      {lines !== null && <Lines lines={lines} print={print} />}
    </>
  )
}

function Lines({ lines, print }: { lines: readonly RegisterLine[]; print: string }) {
  const { t, format, locale } = useShell()
  const caption = t('documents.register.count', { count: format.number(lines.length) })
  return (
    <>
      <h2>{caption}</h2>
      <Actions>
        <ButtonLink to={print}>{t('documents.register.print')}</ButtonLink>
      </Actions>
      {lines.length > SHOWN && <p className="soft">{t('documents.register.shown', { count: SHOWN })}</p>}
      <DataTable
        caption={caption}
        rows={lines.slice(0, SHOWN)}
        rowKey={(line) => line.dossierId}
        columns={columnsOf({ t, format, locale })}
        empty={<EmptyState title={t('documents.register.none')} text={t('documents.register.none_text')} />}
      />
    </>
  )
}

function columnsOf({ t, format, locale }: Pick<ReturnType<typeof useShell>, 't' | 'format' | 'locale'>) {
  const columns: Column<RegisterLine>[] = [
    {
      key: 'code',
      label: t('documents.register.code'),
      lead: true,
      cell: (line) => (
        <>
          <a className="row-link" href={dossierPath(line.dossierId)}>
            {line.code}
          </a>
          <div className="soft small">{nameIn(line.procedure.name, locale)}</div>
        </>
      ),
    },
    {
      key: 'applicant',
      label: t('documents.register.applicant'),
      cell: (line) => line.applicant?.fullName ?? t('documents.erased'),
    },
    { key: 'competent', label: t('documents.register.competent'), cell: (line) => line.competent.name },
    { key: 'received', label: t('documents.register.received'), cell: (line) => dayOf(line.acceptedAt, format) },
    { key: 'promised', label: t('documents.register.promised'), cell: (line) => dayOf(line.promisedAt, format) },
    { key: 'returned', label: t('documents.register.returned'), cell: (line) => dayOf(line.returnedAt, format) },
    { key: 'state', label: t('documents.register.state'), cell: (line) => t(`state.${line.legal}`) },
  ]
  return columns
}

function dayOf(at: number | null, format: Format): string {
  return at === null ? '–' : format.date(new Date(at))
}
