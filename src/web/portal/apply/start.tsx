import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { Actions, Breadcrumbs, Button, ButtonLink, Notice, PageForm, PageHeading } from '../../ui/index.ts'
import { citizenPage } from '../guard.ts'
import { loader as procedureLoader } from '../procedures/procedure.tsx'
import { official } from '../texts.ts'
import { stepPath } from './steps.ts'

export async function loader(args: LoaderFunctionArgs) {
  const { portal, actor } = citizenPage(args.context)
  const { procedure } = await procedureLoader(args)
  const { code, name } = procedure.document
  if (procedure.apply !== 'here') throw redirect(`/thu-tuc/${code}`)
  const drafts = (await portal.drafts.list(actor)).filter((draft) => draft.procedureCode === code)
  return { procedure: { code, name }, drafts }
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { portal, actor } = citizenPage(context)
  const { draftId } = await portal.drafts.start(actor, params.code ?? '')
  return redirect(stepPath(draftId, 'place'), { status: 303 })
}

/** Before an application is begun: what will come, and drafts of the same procedure to go on with. */
export default function StartPage({ loaderData }: PageProps<typeof loader>) {
  const { t, locale, format } = useShell()
  const { procedure, drafts } = loaderData
  return (
    <div className="narrow">
      <Breadcrumbs
        crumbs={[
          { label: t('nav.procedures'), to: '/thu-tuc' },
          { label: procedure.code, to: `/thu-tuc/${procedure.code}` },
          { label: t('portal.procedure.apply') },
        ]}
      />
      <PageHeading kicker={procedure.code}>{official(procedure.name, locale)}</PageHeading>
      {drafts.length > 0 && (
        <Notice title={t('portal.start.unfinished')}>
          <ul>
            {drafts.map((draft) => (
              <li key={draft.id}>
                <a href={`/nop/nhap/${draft.id}`}>
                  {t('portal.start.go_on', { at: format.dateTime(draft.changedAt) })}
                </a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <p className="lead">{t('portal.start.text')}</p>
      <ol>
        {(['place', 'applicant', 'request', 'papers', 'review'] as const).map((section) => (
          <li key={section}>{t(`portal.apply.${section}.title`)}</li>
        ))}
      </ol>
      <p>{t('portal.start.kept')}</p>
      <PageForm>
        <Actions>
          <Button>{t('portal.start.begin')}</Button>
          <ButtonLink to={`/thu-tuc/${procedure.code}`} second>
            {t('portal.start.read_again')}
          </ButtonLink>
        </Actions>
      </PageForm>
    </div>
  )
}
