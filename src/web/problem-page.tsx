import type { RefusalLike } from './page-context.ts'
import { useShell } from './shell.ts'
import { Actions, ButtonLink } from './ui/buttons.tsx'
import { PageHeading } from './ui/page-heading.tsx'
import { PortalFrame } from './ui/portal-frame.tsx'

export interface ProblemPageProps {
  kind: RefusalLike['kind'] | 'bug'
  refusal?: RefusalLike
}

/** The page for a request that could not be answered: what happened, and where to go from here. */
export function ProblemPage({ kind, refusal }: ProblemPageProps) {
  const { t, requestId } = useShell()
  return (
    <PortalFrame>
      <div className="wrap">
        <PageHeading>{t(`fault.${kind}.title`)}</PageHeading>
        <p className="lead">{refusal === undefined ? t(`fault.${kind}.text`) : refusalText(refusal, t)}</p>
        {kind === 'bug' && (
          <p>
            {t('fault.code')} <code>{requestId}</code>
          </p>
        )}
        <Actions>
          <ButtonLink to="/">{t('fault.home')}</ButtonLink>
        </Actions>
      </div>
    </PortalFrame>
  )
}

function refusalText(refusal: RefusalLike, t: ReturnType<typeof useShell>['t']): string {
  return t(`error.${refusal.code}`, refusal.params)
}
