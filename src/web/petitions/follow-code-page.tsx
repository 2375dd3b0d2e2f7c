import { type ActionFunctionArgs, data, redirect } from 'react-router'
import { getPage, isRefusal } from '../page-context.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Actions, Button, PageForm, PageHeading, readForm, TextField } from '../ui/index.ts'

export async function action({ context, request }: ActionFunctionArgs) {
  const { services } = getPage(context)
  const form = await readForm(request)
  const code = form
    .text('code')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .slice(0, 40)
  const refuse = (key: string, status: number) =>
    data({ form: { values: form.values, faults: [{ path: 'code', key }] } }, { status })
  if (code === '') return refuse('petitions.follow.code_missing', 422)
  try {
    await services.petitions.follow(code)
  } catch (error) {
    if (!isRefusal(error) || error.kind !== 'not_found') throw error
    return refuse('error.petitions.code_not_found', 404)
  }
  return redirect(`/phan-anh/theo-doi/${code.replace(/(.{4})(?=.)/g, '$1-')}`, 303)
}

/** The way to one's own petition: the code that was given when it was sent. */
export default function FollowCodePage({ actionData }: PageProps<never, typeof action>) {
  const { t } = useShell()
  return (
    <div className="narrow">
      <PageHeading faulty={actionData !== undefined}>{t('petitions.follow.title')}</PageHeading>
      <p>{t('petitions.follow.text')}</p>
      <PageForm state={actionData?.form}>
        <TextField
          name="code"
          label={t('petitions.follow.code')}
          hint={t('petitions.follow.code_hint')}
          size="medium"
          autoComplete="off"
        />
        <Actions>
          <Button>{t('petitions.follow.do')}</Button>
        </Actions>
      </PageForm>
    </div>
  )
}
