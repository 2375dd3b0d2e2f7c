import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { returnWays } from '../../../modules/casework/dossier.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { RadioField, TextAreaField } from '../../ui/index.ts'
import { loadSection, saveSection } from './section-form.ts'
import { SectionPage } from './step-frame.tsx'

export const loader = (args: LoaderFunctionArgs) => loadSection(args, 'request')
export const action = (args: ActionFunctionArgs) => saveSection(args, 'request')

const LONGEST_CONTENT = 2000

/** Step 3: what is asked for, in one's own words, and how the result is wanted. */
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
      <RadioField
        name="resultBy"
        label={t('portal.apply.result_by')}
        choices={returnWays.map((value) => ({
          value,
          label: t(`workspace.returned_by.${value}`),
          hint: t(`portal.apply.result_by.${value}`),
        }))}
        initial={loaderData.draft.sections.request?.resultBy ?? 'counter'}
      />
    </SectionPage>
  )
}
