import { useShell } from '../../shell.ts'
import type { CopyVerification } from '../../store/store-services.ts'
import { type Fact, Facts, type FormState, Notice } from '../../ui/index.ts'
import { type Compared, CompareFile } from './compare-file.tsx'

interface VerifiedCopyProps {
  copy: CopyVerification
  compared: Compared | null
  state: FormState | undefined
}

/** An electronic copy of a paper: when it was made, of what, and how that paper stands today. Nothing about the person. */
export function VerifiedCopy({ copy, compared, state }: VerifiedCopyProps) {
  const { t, format } = useShell()
  const { title, issuer, issuedOn } = copy
  const isGood = copy.state === 'valid'
  const facts: (Fact | null)[] = [
    { term: t('portal.verify.code'), value: copy.verificationCode },
    title === null ? null : { term: t('papers.copy.of'), value: title },
    issuer === null || issuer === '' ? null : { term: t('papers.issuer'), value: issuer },
    issuedOn === null ? null : { term: t('papers.issued_on'), value: format.weekdayDate(issuedOn, 'with-year') },
    { term: t('papers.copy.made_at'), value: format.dateTime(copy.madeAt) },
    { term: t('papers.copy.source_hash'), value: <code className="hash">{copy.sourceHash}</code> },
    { term: t('papers.copy.file_hash'), value: <code className="hash">{copy.fileHash}</code> },
  ]
  return (
    <>
      <Notice tone={isGood ? 'ok' : 'late'} title={t('papers.copy.known')}>
        <p>{t(copy.state === null ? 'papers.copy.erased' : `papers.copy.paper_${copy.state}`)}</p>
        <p>{t('papers.copy.unsigned')}</p>
      </Notice>
      <Facts facts={facts.filter((fact) => fact !== null)} />
      <CompareFile compared={compared} state={state} />
    </>
  )
}
