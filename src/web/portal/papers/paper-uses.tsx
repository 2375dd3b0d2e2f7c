import { useShell } from '../../shell.ts'
import type { PaperDetailPage } from '../../store/store-services.ts'
import { type FormState, LinkButton, PageForm, SecondButton, TextField } from '../../ui/index.ts'

interface UseProps {
  page: PaperDetailPage
  state: FormState | undefined
}

/** Electronic copies: make one, and those made. They say themselves that they carry no digital signature. */
export function Copies({ page: { copies, state: paperState, paper }, state }: UseProps) {
  const { t, format } = useShell()
  const own = state?.values.act?.[0] === 'copy' ? state : undefined
  const possible = paperState === 'valid' && COPIED_TYPES.includes(paper.mediaType)
  return (
    <section aria-labelledby="ban-sao">
      <h2 id="ban-sao">{t('papers.copy.title')}</h2>
      <p>{t('papers.copy.what')}</p>
      {copies.length > 0 && (
        <ul className="list">
          {copies.map(({ id, verificationCode, madeAt, size }) => (
            <li key={id}>
              <a href={`/kiem-chung/${verificationCode}`}>{verificationCode}</a>{' '}
              <span className="soft num">
                {format.dateTime(madeAt)} · {format.fileSize(size)}
              </span>
              <form method="post" action={`/kho-giay-to/ban-sao/${id}/mo`}>
                <LinkButton>
                  {t('papers.copy.download')} <span className="visually-hidden">{verificationCode}</span>
                </LinkButton>
              </form>
            </li>
          ))}
        </ul>
      )}
      {possible ? (
        <PageForm state={own}>
          <input type="hidden" name="act" value="copy" />
          <SecondButton>{t('papers.copy.make')}</SecondButton>
        </PageForm>
      ) : (
        <p className="soft">{t(paperState === 'valid' ? 'papers.copy.not_this_type' : 'papers.copy.not_now')}</p>
      )}
    </section>
  )
}

const COPIED_TYPES = ['application/pdf', 'image/jpeg', 'image/png']

/** With which dossiers the paper is shared, by one's own will. */
export function Shares({ page: { shares, state: paperState }, state }: UseProps) {
  const { t, format } = useShell()
  const own = state?.values.act?.[0] === 'share' ? state : undefined
  return (
    <section aria-labelledby="chia-se">
      <h2 id="chia-se">{t('papers.share.title')}</h2>
      <p>{t('papers.share.what')}</p>
      {shares.length > 0 && (
        <ul className="list">
          {shares.map(({ id, dossierCode, sharedAt, revokedAt }) => (
            <li key={id}>
              <b>{dossierCode}</b>{' '}
              <span className="soft num">
                {revokedAt === null
                  ? t('papers.share.since', { at: format.dateTime(sharedAt) })
                  : t('papers.share.until', { at: format.dateTime(revokedAt) })}
              </span>
              {revokedAt === null && (
                <form method="post">
                  <input type="hidden" name="act" value="unshare" />
                  <input type="hidden" name="shareId" value={id} />
                  <LinkButton>
                    {t('papers.share.end')} <span className="visually-hidden">{dossierCode}</span>
                  </LinkButton>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
      {paperState === 'valid' && (
        <PageForm state={own}>
          <input type="hidden" name="act" value="share" />
          <TextField
            name="code"
            label={t('papers.share.code')}
            hint={t('papers.share.code_hint')}
            size="medium"
            autoComplete="off"
            maxLength={60}
          />
          <SecondButton>{t('papers.share.do')}</SecondButton>
        </PageForm>
      )}
    </section>
  )
}
