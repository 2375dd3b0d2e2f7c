import type { LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { EmptyState, Facts, PageHeading } from '../../ui/index.ts'
import { publicPage } from '../guard.ts'

export async function loader({ context }: LoaderFunctionArgs) {
  const checkpoint = await publicPage(context).portal.open.latestCheckpoint()
  if (checkpoint === null) return { checkpoint: null }
  const { treeSize, root, madeAt } = checkpoint
  return { checkpoint: { treeSize, madeAt, root: root.toString('hex') } }
}

/** The newest seal over all events, and how anybody checks the history of their own dossier against it. */
export default function LedgerPage({ loaderData: { checkpoint } }: PageProps<typeof loader>) {
  const { t, format } = useShell()
  return (
    <div className="narrow">
      <PageHeading>{t('ledger.page.title')}</PageHeading>
      <p className="lead">{t('ledger.page.what')}</p>
      <p>{t('ledger.page.seal')}</p>
      <h2>{t('ledger.page.latest')}</h2>
      {checkpoint === null ? (
        <EmptyState title={t('ledger.page.none')} />
      ) : (
        <Facts
          facts={[
            { term: t('ledger.page.events'), value: <b className="num">{format.number(checkpoint.treeSize)}</b> },
            { term: t('ledger.page.root'), value: <code className="hash">{checkpoint.root}</code> },
            { term: t('ledger.page.made_at'), value: format.weekdayTime(checkpoint.madeAt, 'with-year') },
          ]}
        />
      )}
      <h2>{t('portal.ledger.check')}</h2>
      <p>{t('ledger.page.own')}</p>
      <p>
        <a href="/ho-so">{t('portal.ledger.own')}</a>
      </p>
      <p className="small soft">{t('ledger.page.private')}</p>
      <details className="disclosure">
        <summary>{t('ledger.page.engineer')}</summary>
        <p>{t('ledger.page.chain')}</p>
        <p>{t('ledger.page.how')}</p>
        <pre className="command">
          <code>{`npm run -s motcua -- verify-proof lich-su.json${checkpoint === null ? '' : ` --root ${checkpoint.root}`}`}</code>
        </pre>
      </details>
    </div>
  )
}
