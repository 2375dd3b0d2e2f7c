import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { TextAreaField } from '../../ui/index.ts'
import { loadSection, saveSection } from './section-form.ts'
import { SectionPage } from './step-frame.tsx'

export const loader = (args: LoaderFunctionArgs) => loadSection(args, 'request')
export const action = (args: ActionFunctionArgs) => saveSection(args, 'request')

const LONGEST_CONTENT = 2000

/** Step 3: what is asked for, in one's own words. */
export default function RequestStep({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  return (
    <SectionPage
      section="request"
      load={loaderData}
      answer={actionData}
      theirs={(fields) => [{ term: t('portal.apply.request.content'), value: fields.content }]}
    >
      <TextAreaField
        name="content"
        label={t('portal.apply.request.content')}
        hint={t('portal.apply.request.hint', { most: LONGEST_CONTENT })}
        rows={8}
        initial={loaderData.draft.sections.request?.content}
      />
    </SectionPage>
  )
}
