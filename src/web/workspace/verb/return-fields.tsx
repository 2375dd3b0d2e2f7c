import type { ReturnWay } from '../../../modules/casework/dossier.ts'
import { identityDocuments } from '../../../modules/casework/verbs/return-result.ts'
import { useShell } from '../../shell.ts'
import { CheckboxField, Enhance, Notice, SelectField, TextField } from '../../ui/index.ts'
import { KeptFileField } from '../kept-files.tsx'
import { nameIn } from '../texts.ts'
import type { VerbFieldsProps } from './reason-field.tsx'
import { fieldsOfWay, type HandOverWay, handOverWays, wayIn } from './return-way.ts'

/** Who takes the result, how, what was seen and signed, and what goes back with it: only what the chosen way needs. */
export function ReturnFields({ dossier, state }: VerbFieldsProps) {
  const { t } = useShell()
  const way = wayIn(state?.values, dossier.resultBy)
  const isCounter = way === 'counter' || way === 'authorised'
  return (
    <>
      <UnpaidGround dossier={dossier} />
      <Ways way={way} wished={dossier.resultBy} />
      <TextField
        name="to"
        label={t('workspace.field.to_whom')}
        initial={way === 'authorised' ? '' : dossier.applicant?.fullName}
      />
      {way === 'authorised' && (
        <KeptFileField name="tep/authorisation" label={t('papers.return.authorisation')} state={state} />
      )}
      {isCounter && <IdentityFields />}
      {isCounter && <SignatureFields state={state} />}
      {way === 'post' && <TextField name="slipNumber" label={t('papers.return.slip')} size="medium" maxLength={100} />}
      <PapersBack dossier={dossier} />
      <TextField name="evidence" label={t('papers.return.note')} maxLength={500} optional />
    </>
  )
}

/** Pressing another way shows its fields and keeps what was typed. */
function Ways({ way, wished }: { way: HandOverWay; wished: ReturnWay | null }) {
  const { t } = useShell()
  const { by, recipient } = fieldsOfWay(way)
  return (
    <fieldset className="ways">
      <legend>{t('workspace.field.by')}</legend>
      <input type="hidden" name="by" value={by} />
      <input type="hidden" name="recipient" value={recipient} />
      {handOverWays.map((one) => (
        <button
          key={one}
          type="submit"
          name="way"
          value={one}
          className={one === way ? 'button second chosen' : 'button second'}
          aria-pressed={one === way}
        >
          {t(`papers.return.to.${one}`)}
        </button>
      ))}
      <p className="hint">
        {t(`papers.return.way.${by}`)}
        {wished !== null && ` ${t('papers.return.wished', { way: t(`workspace.returned_by.${wished}`) })}`}
      </p>
    </fieldset>
  )
}

/** What is due, said before anything is typed or signed, and why the result is handed over all the same (decision 0016). */
function UnpaidGround({ dossier }: Pick<VerbFieldsProps, 'dossier'>) {
  const { t, format } = useShell()
  if (dossier.feesDue === 0) return null
  return (
    <section className="part" aria-labelledby="chua-nop-phi">
      <h2 id="chua-nop-phi">{t('papers.return.unpaid')}</h2>
      <Notice>
        <p>{t('papers.return.unpaid_hint', { amount: format.money(dossier.feesDue) })}</p>
        <p>
          <a href={`/lam-viec/thu-tien?ma=${dossier.code ?? ''}`}>{t('money.rail.collect')}</a>
        </p>
      </Notice>
      <TextField name="unpaidGround" label={t('papers.return.unpaid_ground')} maxLength={500} />
    </section>
  )
}

function IdentityFields() {
  const { t } = useShell()
  return (
    <>
      <SelectField
        name="identity/document"
        label={t('papers.return.document')}
        initial="identity_card"
        choices={identityDocuments.map((value) => ({ value, label: t(`papers.return.document.${value}`) }))}
      />
      <TextField
        name="identity/lastDigits"
        label={t('papers.return.last_digits')}
        hint={t('papers.return.last_digits_hint')}
        inputMode="numeric"
        size="short"
        maxLength={4}
        autoComplete="off"
      />
    </>
  )
}

/** The script puts a field to sign in before the file field; without it one signs on paper, or sends a picture. */
function SignatureFields({ state }: Pick<VerbFieldsProps, 'state'>) {
  const { t } = useShell()
  return (
    <div data-sign="" data-sign-label={t('papers.return.sign_here')} data-sign-clear={t('papers.return.sign_again')}>
      <KeptFileField
        name="tep/signature"
        label={t('papers.return.signature')}
        hint={t('papers.return.signature_hint')}
        state={state}
        optional
      />
      <CheckboxField
        name="signedOnPaper"
        label={t('papers.return.paper_signature')}
        optional
        choices={[{ value: 'yes', label: t('papers.return.signed_on_paper') }]}
      />
      <Enhance script="sign" />
    </div>
  )
}

/** What came in on paper, piece by piece: ticked when it lies in the recipient's hands (NĐ 61/2018 Art. 20.2). */
function PapersBack({ dossier }: Pick<VerbFieldsProps, 'dossier'>) {
  const { t, locale } = useShell()
  const came = dossier.components.filter((component) => component.papers.length > 0)
  if (came.length === 0) return null
  return (
    <section className="part" aria-labelledby="tra-lai-giay">
      <h2 id="tra-lai-giay">{t('papers.return.papers_back')}</h2>
      <Notice>
        <p>{t('papers.return.papers_back_hint')}</p>
      </Notice>
      <CheckboxField
        name="papersBack"
        label={t('papers.return.papers_back_label')}
        optional
        choices={came.map(({ key, name, papers }) => ({
          value: key,
          label: nameIn(name, locale),
          hint: papers.map(({ originals, copies }) => t('workspace.component.paper', { originals, copies })).join('; '),
        }))}
      />
    </section>
  )
}
