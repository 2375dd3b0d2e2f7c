import { type LoaderFunctionArgs, redirect } from 'react-router'
import type { DemoLoginLine } from '../../modules/organisation/index.ts'
import { localPath } from '../local-path.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Actions, Button, EMPTY_FORM, PageForm, PageHeading, TextField } from '../ui/index.ts'
import { publicPage } from './guard.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { page, portal } = publicPage(context)
  const asked = new URL(request.url).searchParams.get('tiep')
  const next = localPath(
    page.posted?.form.values.tiep?.[0] ?? asked,
    page.actor.kind === 'officer' ? '/lam-viec' : '/ho-so',
  )
  if (page.actor.kind !== 'anonymous' && page.posted === undefined) throw redirect(next)
  const form = page.posted?.kind === 'login' ? page.posted.form : EMPTY_FORM
  return { next: asked === null && page.posted === undefined ? '' : next, form, people: await portal.open.demoLogins() }
}

/** Logging in: name and password; in demonstration mode also one press for each person. */
export default function LoginPage({ loaderData }: PageProps<typeof loader>) {
  const { t } = useShell()
  const { next, form, people } = loaderData
  return (
    <div className="narrow">
      <PageHeading faulty={form.faults.length > 0}>{t('portal.login.title')}</PageHeading>
      {next !== '' && form.faults.length === 0 && <p>{t('portal.login.then')}</p>}
      <PageForm action="/dang-nhap" state={form}>
        <input type="hidden" name="tiep" value={next === '' ? '/dang-nhap' : next} />
        <TextField name="ten" label={t('portal.login.name')} autoComplete="username" />
        <TextField name="mat-khau" label={t('portal.login.password')} type="password" autoComplete="current-password" />
        <Actions>
          <Button>{t('portal.login.enter')}</Button>
        </Actions>
      </PageForm>
      {people.length > 0 && <DemoPeople people={people} next={next} />}
    </div>
  )
}

function DemoPeople({ people, next }: { people: readonly DemoLoginLine[]; next: string }) {
  const { t } = useShell()
  return (
    <section>
      <h2>{t('portal.login.demo')}</h2>
      <p>{t('portal.login.demo_text')}</p>
      <form method="post" action="/dang-nhap/thu">
        <input type="hidden" name="tiep" value={next === '' ? '/dang-nhap' : next} />
        <ul className="list">
          {people.map((person) => (
            <li key={person.key} className="demo-person">
              <button className="button second" type="submit" name="khoa" value={person.key}>
                {person.name}
              </button>
              <div className="small soft">{workOf(person, t)}</div>
            </li>
          ))}
        </ul>
      </form>
    </section>
  )
}

function workOf(person: DemoLoginLine, t: ReturnType<typeof useShell>['t']): string {
  if (person.mandates.length === 0) return t('portal.login.demo_citizen')
  const places = person.mandates.map(({ position, agencyName }) => `${position}, ${agencyName}`)
  return [...new Set(places)].join(' · ')
}
