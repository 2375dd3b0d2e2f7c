import { useShell } from '../../shell.ts'
import type { PaperDetailPage } from '../../store/store-services.ts'
import { ComponentList } from '../../ui/index.ts'
import { official } from '../texts.ts'

/** Who looked at the paper, when and why; one's own openings too. */
export function AccessLog({ accesses }: { accesses: PaperDetailPage['accesses'] }) {
  const { t, locale, format } = useShell()
  return (
    <section aria-labelledby="ai-da-xem">
      <h2 id="ai-da-xem">{t('papers.log.title')}</h2>
      {accesses.length === 0 && <p>{t('papers.log.none')}</p>}
      <ComponentList
        items={accesses.map(({ act, purpose, at, officer, agency, dossierCode, procedure }) => ({
          name: t(`papers.log.act.${act}`),
          detail: (
            <>
              <div>{officer === null ? t('papers.log.you') : [officer, agency].filter(Boolean).join(' · ')}</div>
              <div>
                {t(`papers.log.purpose.${purpose}`)}
                {dossierCode !== null && ` · ${t('papers.log.dossier', { code: dossierCode })}`}
                {procedure !== null && ` · ${official(procedure, locale)}`}
              </div>
              <div className="num">{format.dateTime(at)}</div>
            </>
          ),
        }))}
      />
    </section>
  )
}

export function ChangeLog({ changes }: { changes: PaperDetailPage['changes'] }) {
  const { t, format } = useShell()
  return (
    <details className="disclosure">
      <summary>{t('papers.changes.title', { count: changes.length })}</summary>
      <ul className="list">
        {changes.map(({ change, at }, place) => (
          <li key={`${place} ${change}`}>
            {t(`papers.changes.${change}`)} <span className="soft num">{format.dateTime(at)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
