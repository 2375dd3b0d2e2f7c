import type { ReactNode } from 'react'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Button,
  Enhance,
  type Fact,
  Facts,
  type FormState,
  Notice,
  PageForm,
  PageHeading,
  SecondButton,
  StepProgress,
} from '../../ui/index.ts'
import type { DraftPage } from '../services/drafts.ts'
import { official } from '../texts.ts'
import type { SectionAnswer, SectionLoad } from './section-form.ts'
import { APPLY_STEPS, type ApplySection, besidePath, stepNumber } from './steps.ts'

/** Head of a step: how far one is, of which procedure. */
export function StepHead({
  draft,
  section,
  faulty = false,
}: {
  draft: DraftPage
  section: ApplySection
  faulty?: boolean
}) {
  const { t, locale } = useShell()
  const title = t(`portal.apply.${section}.title`)
  const back = besidePath(draft.id, section, -1)
  return (
    <>
      {back !== null && (
        <p className="small back no-print">
          <a href={back}>{t('portal.apply.back')}</a>
        </p>
      )}
      <StepProgress step={stepNumber(section)} of={APPLY_STEPS.length} name={title} />
      <PageHeading kicker={`${official(draft.procedure.name, locale)} · ${draft.procedure.code}`} faulty={faulty}>
        {title}
      </PageHeading>
    </>
  )
}

export interface SectionPageProps {
  section: 'place' | 'applicant' | 'request'
  load: SectionLoad
  answer: SectionAnswer | undefined
  /** The fields; they find by themselves what was typed. */
  children: ReactNode
  /** What another window saved, in words. */
  theirs(fields: Readonly<Record<string, string>>): Fact[]
}

/** A step with typed fields: saved at each press, exactly as typed. */
export function SectionPage({ section, load, answer, children, theirs }: SectionPageProps) {
  const { t, location } = useShell()
  const { draft } = load
  const state: FormState | undefined = answer?.form ?? load.form ?? undefined
  const faulty = (state?.faults.length ?? 0) > 0
  return (
    <div className="narrow">
      <StepHead draft={draft} section={section} faulty={faulty} />
      {load.restored && answer === undefined && (
        <Notice tone="soon" title={t('portal.apply.restored')}>
          <p>{t('portal.apply.restored_text')}</p>
        </Notice>
      )}
      {answer?.theirs != null && (
        <Notice tone="soon" title={t('portal.apply.theirs')}>
          <Facts facts={theirs(answer.theirs)} />
          <p>
            <a href={location.pathname}>{t('portal.apply.take_theirs')}</a>
          </p>
        </Notice>
      )}
      <PageForm state={state} keep={`${draft.id}/${section}`}>
        <input type="hidden" name="version" value={draft.version} />
        {children}
        <Actions>
          <Button>{t('portal.apply.next')}</Button>
          <SecondButton name="act" value="later">
            {t('portal.apply.later')}
          </SecondButton>
        </Actions>
      </PageForm>
      <Enhance script="keep-typed" />
    </div>
  )
}
