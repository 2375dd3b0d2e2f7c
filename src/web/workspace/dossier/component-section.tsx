import type { Attachment } from '../../../modules/casework/dossier.ts'
import type { ComponentView, DossierPage, RegistryView } from '../../../modules/casework/views/view-types.ts'
import { useShell } from '../../shell.ts'
import { ComponentList, type Tone } from '../../ui/index.ts'
import { filePath } from '../addresses.ts'
import { nameIn } from '../texts.ts'
import { UnsureNotes } from '../unsure-notes.tsx'
import { OpenPaper, StoredPapers } from './stored-papers.tsx'

const TONES: Record<ComponentView['status'], Tone> = {
  given: 'ok',
  asked: 'wait',
  missing: 'soon',
  held: 'plain',
  in_store: 'ok',
  registered: 'ok',
  open: 'plain',
}

/** The components of the procedure and what of them was handed in. */
export function ComponentSection({ dossier }: { dossier: DossierPage }) {
  const { t, locale } = useShell()
  const shown = dossier.components.filter((component) => component.kind !== 'note')
  return (
    <section aria-labelledby="thanh-phan">
      <h2 id="thanh-phan">{t('workspace.dossier.components')}</h2>
      <ComponentList
        items={shown.map((component) => ({
          name: nameIn(component.name, locale),
          tags: tagsOf(component, t),
          detail: <ComponentDetail dossierId={dossier.dossierId} component={component} />,
        }))}
      />
      <UnsureNotes
        notes={dossier.procedure.unsure}
        limitConfirmed={dossier.procedure.limitConfirmed}
        limitReason={dossier.procedure.limitReason}
      />
    </section>
  )
}

function tagsOf(component: ComponentView, t: (key: string, params?: Record<string, string | number>) => string) {
  const tags: { label: string; tone?: Tone }[] = [
    { label: t(`workspace.component.${component.status}`), tone: TONES[component.status] },
  ]
  const round = component.askedIn.at(-1)
  if (round !== undefined && component.status !== 'asked')
    tags.push({ label: t('workspace.component.asked_in', { round }) })
  if (component.unsure.length > 0) tags.push({ label: t('workspace.component.unsure'), tone: 'soon' })
  return tags
}

function ComponentDetail({ dossierId, component }: { dossierId: string; component: ComponentView }) {
  const { t } = useShell()
  const papers = component.papers.map(({ originals, copies, certifiedCopies = 0 }) =>
    certifiedCopies === 0
      ? t('workspace.component.paper', { originals, copies })
      : t('workspace.component.paper_certified', { originals, copies, certified: certifiedCopies }),
  )
  const lines = [component.formNumber, ...papers, component.condition].filter((line) => line !== null)
  return (
    <>
      {lines.length > 0 && <div>{lines.join(' · ')}</div>}
      {component.attachments.map((file, at) => (
        <FileLine key={`${file.fileHash} ${at}`} dossierId={dossierId} file={file} />
      ))}
      {component.fromRegistries.map((reference) => (
        <RegistryLine key={reference.hash} reference={reference} />
      ))}
      <StoredPapers dossierId={dossierId} papers={component.inStore} />
      {component.legalBasis !== null && <div>{t('workspace.supplement.basis', { basis: component.legalBasis })}</div>}
    </>
  )
}

/** What a registry answered in the place of the paper, with its hash: what the ledger holds of it. */
function RegistryLine({ reference }: { reference: RegistryView }) {
  const { t, format } = useShell()
  const { registry, askedAt, number, title, issuer, issuedOn, hash } = reference
  const said = number === null ? [t('workspace.erased')] : [title, t('papers.number_short', { number }), issuer]
  const parts = [...said, issuedOn === null ? null : format.date(issuedOn)].filter(
    (part) => part !== null && part !== '',
  )
  return (
    <>
      <div>{`${t('papers.from_registry', { registry })}: ${parts.join(' · ')}`}</div>
      <div className="num">
        {t('papers.registry_asked', { at: format.dateTime(new Date(askedAt)) })} <code className="hash">{hash}</code>
      </div>
    </>
  )
}

function FileLine({ dossierId, file }: { dossierId: string; file: Attachment }) {
  const { t, format } = useShell()
  const kind = file.mediaType.split('/').at(-1)?.split('.').at(-1) ?? ''
  const from = file.round === 0 ? '' : ` · ${t('workspace.component.round', { round: file.round })}`
  return (
    <div className="num">
      {file.paperId === undefined ? (
        <a href={filePath(dossierId, file.fileHash)}>{t('workspace.component.download')}</a>
      ) : (
        <>
          {t('papers.from_store')} <OpenPaper dossierId={dossierId} paperId={file.paperId} />
        </>
      )}{' '}
      {kind.slice(0, 8).toUpperCase()}, {format.fileSize(file.size)}
      {from}
    </div>
  )
}
