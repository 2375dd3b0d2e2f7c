import type { DossierPage } from '../../../modules/casework/views/view-types.ts'
import { useShell } from '../../shell.ts'
import { type Fact, Facts } from '../../ui/index.ts'
import { filePath } from '../addresses.ts'
import { nameIn } from '../texts.ts'

/** Who applied and for what, the four units, and how the dossier stands apart from its deadline: law, money, papers. */
export function FactSection({ dossier }: { dossier: DossierPage }) {
  const { t } = useShell()
  return (
    <>
      <section aria-labelledby="nguoi-nop">
        <h2 id="nguoi-nop">{t('workspace.dossier.applicant')}</h2>
        <Facts facts={applicantFacts(dossier, useShell())} />
      </section>
      <section aria-labelledby="tinh-trang">
        <h2 id="tinh-trang">{t('workspace.dossier.standing')}</h2>
        <Facts facts={standingFacts(dossier, useShell())} />
      </section>
    </>
  )
}

type Words = Pick<ReturnType<typeof useShell>, 't' | 'format' | 'locale'>

function applicantFacts(dossier: DossierPage, { t, format, locale }: Words): Fact[] {
  const { applicant, answers, case: kase } = dossier
  const asked = Object.entries(answers ?? {}).map(([name, value]) => ({
    term: name === 'request' || name === 'content' ? t('workspace.dossier.request') : name,
    value,
  }))
  const ofCase = kase === null ? [] : [{ term: t('workspace.dossier.case'), value: nameIn(kase.name, locale) }]
  if (applicant === null) return [{ term: t('workspace.dossier.name'), value: t('workspace.erased') }, ...ofCase]
  const { fullName, identityNumber, taxCode, birthDate, phone, email, address } = applicant
  const known: [string, string | undefined][] = [
    ['name', fullName],
    ['identity_number', identityNumber],
    ['tax_code', taxCode],
    ['birth_date', birthDate === undefined ? undefined : format.date(birthDate)],
    ['phone', phone],
    ['email', email],
    ['address', address?.line],
  ]
  const facts = known.flatMap(([name, value]) =>
    value === undefined ? [] : [{ term: t(`workspace.dossier.${name}`), value }],
  )
  return [...facts, ...authorisedFacts(dossier, t), ...ofCase, ...asked]
}

/** Who hands it in for the applicant, and the document that says so. */
function authorisedFacts({ dossierId, authorised }: DossierPage, t: Words['t']): Fact[] {
  if (authorised === null) return []
  const { person, file, onPaper } = authorised
  const value = person === null ? t('workspace.erased') : `${person.fullName}, ${person.identityNumber ?? ''}`
  const paper = onPaper ? t('intake.authorisation_paper') : null
  return [
    {
      term: t('intake.authorised_person'),
      value,
      note: (
        <>
          {paper}
          {paper !== null && file !== null && ' · '}
          {file !== null && <a href={filePath(dossierId, file.fileHash)}>{t('intake.authorisation_scan')}</a>}
        </>
      ),
    },
  ]
}

function standingFacts(dossier: DossierPage, { t, format }: Words): Fact[] {
  const { units, moneyDue } = dossier
  const until = moneyDue === null ? undefined : format.weekdayDate(new Date(moneyDue.until))
  const money = { term: t('workspace.dossier.money'), value: t(`money.${dossier.money}`) }
  const owed =
    moneyDue === null
      ? {}
      : { note: `${format.money(moneyDue.amount)}, ${t('workspace.until', { date: until ?? '' })}` }
  return [
    { term: t('workspace.dossier.legal'), value: t(`state.${dossier.legal}`) },
    { ...money, ...owed },
    { term: t('workspace.dossier.custody'), value: t(`custody.${dossier.custody}`) },
    { term: t('workspace.dossier.synchronisation'), value: t(`synchronisation.${dossier.synchronisation}`) },
    { term: t('workspace.dossier.channel'), value: t(`workspace.channel.${dossier.channel}`) },
    { term: t('workspace.dossier.intake_unit'), value: units.intake.name },
    { term: t('workspace.dossier.competent_unit'), value: units.competent.name },
    { term: t('workspace.dossier.processing_unit'), value: units.processing.name },
    { term: t('workspace.dossier.return_unit'), value: units.return.name },
    { term: t('workspace.dossier.procedure'), value: dossier.procedure.code },
  ]
}
