import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Actions, ButtonLink, PageHeading } from '../ui/index.ts'
import { getDesk } from '../workspace/guard.ts'
import { RoundTable } from './surveys-page.tsx'

export async function loader({ context }: LoaderFunctionArgs) {
  const { actor, services } = getDesk(context)
  return { rounds: await services.surveys.rounds(actor), rights: await services.surveys.rights(actor) }
}

/** Rounds for those who run them, open envelopes, type slips or help at a counter. */
export default function RoundsPage({ loaderData: { rounds, rights } }: PageProps<typeof loader>) {
  const { t } = useShell()
  return (
    <>
      <PageHeading>{t('surveys.rail')}</PageHeading>
      {rights.manages && (
        <Actions>
          <ButtonLink to="/lam-viec/khao-sat/moi">{t('surveys.new.title')}</ButtonLink>
          <ButtonLink to="/lam-viec/khao-sat/phieu-hoi" second>
            {t('surveys.questionnaires.title')}
          </ButtonLink>
        </Actions>
      )}
      <RoundTable rounds={rounds} to="/lam-viec/khao-sat" />
    </>
  )
}
