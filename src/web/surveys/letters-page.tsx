import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import { Actions, Breadcrumbs, Button, PageForm, PageHeading, PrintHint, QrCode } from '../ui/index.ts'
import { managerPage } from './manager-page.ts'
import { titleOf } from './round-parts.tsx'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { actor, services } = await managerPage(context)
  const round = await services.surveys.round(actor, params.id ?? '')
  return { round, publicUrl: services.surveys.publicUrl }
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { actor, services } = await managerPage(context)
  // Shown once: the links are kept nowhere.
  return data(await services.surveys.letters(actor, params.id ?? ''))
}

/** Letters to print, one a page: to whom (by the dossier's code), the link as a QR code and in letters. */
export default function LettersPage({
  loaderData: { round, publicUrl },
  actionData: letters,
}: PageProps<typeof loader, typeof action>) {
  const { t, locale, format } = useShell()
  const name = titleOf(round, locale)
  return (
    <>
      <div className="no-print">
        <Breadcrumbs
          crumbs={[
            { label: t('surveys.rail'), to: '/lam-viec/khao-sat' },
            { label: name, to: `/lam-viec/khao-sat/${round.id}` },
            { label: t('surveys.letters.title') },
          ]}
        />
        <PageHeading>{t('surveys.letters.title')}</PageHeading>
        <p>
          {t(letters === undefined ? 'surveys.letters.text' : 'surveys.letters.made', {
            count: format.number(letters?.length ?? round.standings.open),
          })}
        </p>
        {letters === undefined && (
          <PageForm>
            <Actions>
              <Button>{t('surveys.letters.make')}</Button>
            </Actions>
          </PageForm>
        )}
      </div>
      {letters !== undefined && <PrintHint />}
      {letters?.map(({ token, reference, stratum }) => {
        const address = `${publicUrl}/khao-sat/phieu/${token}`
        return (
          <article key={token} className="receipt survey-letter" data-reference={reference}>
            <div className="unit">
              <div>
                <h2>{name}</h2>
                <p className="num">{t('surveys.letters.to', { code: reference })}</p>
                <p className="soft small">
                  {t('surveys.round.stratum')}:{' '}
                  {titleOf(round.strata.find((one) => one.stratum === stratum) ?? round, locale)}
                </p>
              </div>
              <QrCode value={address} label={t('surveys.letters.qr')} />
            </div>
            <p>{t('surveys.letters.body', { date: format.date(round.endsOn) })}</p>
            <p>
              <code className="hash">{address}</code>
            </p>
            <p className="small">{t('surveys.ballot.anonymous_short')}</p>
          </article>
        )
      })}
    </>
  )
}
