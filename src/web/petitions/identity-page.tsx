import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from 'react-router'
import { lookReasons } from '../../modules/petitions/petition.ts'
import { isRefusal } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Actions, Button, Facts, faultsOfRefusal, PageForm, PageHeading, RadioField, readForm } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { services, actor } = getDesk(context)
  const { petition, mayLook } = await services.petitions.page(actor, params.id ?? '')
  if (!mayLook) throw data(null, { status: 404 })
  return { code: petition.code, petitionId: petition.petitionId }
}

/** A look is a fact that is written down: so it is sent as a form, never read by an address. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const { services, actor } = getDesk(context)
  const form = await readForm(request)
  try {
    const writer = await services.petitions.openIdentity(actor, {
      petitionId: params.id ?? '',
      reason: form.text('reason'),
    })
    return data({ writer, form: { values: {}, faults: [] } }, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    if (!isRefusal(error) || error.kind !== 'invalid') throw error
    return data({ writer: null, form: { values: form.values, faults: faultsOfRefusal(error) } }, { status: 422 })
  }
}

/** Who wrote, for a stated reason; every look is logged, and whoever wrote reads the log. */
export default function IdentityPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { code, petitionId } = loaderData
  const writer = actionData?.writer ?? null
  return (
    <div className="narrow">
      <PageHeading kicker={code} faulty={(actionData?.form.faults.length ?? 0) > 0}>
        {t('petitions.writer.title')}
      </PageHeading>
      <p>{t('petitions.writer.logged')}</p>
      {writer === null ? (
        <PageForm state={actionData?.form}>
          <RadioField
            name="reason"
            label={t('petitions.writer.reason')}
            choices={lookReasons.map((value) => ({ value, label: t(`petitions.look.${value}`) }))}
          />
          <Actions>
            <Button>{t('petitions.writer.open')}</Button>
          </Actions>
        </PageForm>
      ) : (
        <Facts
          facts={[
            { term: t('petitions.form.name'), value: writer.fullName },
            { term: t('petitions.form.phone'), value: writer.phone ?? '–' },
            { term: t('petitions.form.email'), value: writer.email ?? '–' },
          ]}
        />
      )}
      <p>
        <a href={`/lam-viec/phan-anh/${petitionId}`}>{t('petitions.desk.back')}</a>
      </p>
    </div>
  )
}
