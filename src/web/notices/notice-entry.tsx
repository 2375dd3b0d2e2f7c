import type { InboxNotice } from '../../modules/notices/view-types.ts'
import { useShell } from '../shell.ts'
import { LinkButton, Tag } from '../ui/index.ts'
import { DeliveryList } from './delivery-list.tsx'

export interface NoticeEntryProps {
  notice: InboxNotice
  dossierPath: string
  /** The text is shown at once. */
  open: boolean
}

/** One notice of an inbox: what it says, by which ways it went, and the way to its dossier. Opening it marks it as read. */
export function NoticeEntry({ notice, dossierPath, open }: NoticeEntryProps) {
  const { t, format } = useShell()
  const { id, subject, body, read, happenedAt, dossierId, deliveries } = notice
  return (
    <li>
      <h2 className="h3">
        {subject ?? t('notices.erased')} {!read && <Tag tone="soon">{t('notices.new')}</Tag>}
      </h2>
      <p className="soft small num">{format.weekdayTime(new Date(happenedAt), 'with-year')}</p>
      {body !== null && (
        <details className="disclosure" open={open}>
          <summary>{t('notices.read_text')}</summary>
          <p className="typed">{body}</p>
          <DeliveryList deliveries={deliveries} />
        </details>
      )}
      {dossierId !== null && read && <a href={`${dossierPath}/${dossierId}`}>{t('notices.open_dossier')}</a>}
      {!read && (
        <form method="post">
          <input type="hidden" name="id" value={id} />
          <LinkButton name="do" value="read">
            {t(dossierId === null ? 'notices.mark_read' : 'notices.read_and_open')}
          </LinkButton>
        </form>
      )}
    </li>
  )
}
