import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { type PaperKind, paperKinds } from '../../../modules/digitisation/schemas.ts'
import type { ScanView } from '../../../modules/digitisation/view-types.ts'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  Enhance,
  Facts,
  type FormState,
  faultyForm,
  KeyHints,
  MoreActions,
  Notice,
  PageForm,
  PageHeading,
  readForm,
  SecondButton,
  SelectField,
} from '../../ui/index.ts'
import { attemptWork } from '../attempt.ts'
import { readScanFields, ScanFields, shownValue } from './scan-fields.tsx'
import { getScanDesk, kindOf, outputPath, scanPath, sourcePath } from './scan-guard.ts'
import { ScanPages } from './scan-pages.tsx'
import { StateTag } from './scans-page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const page = getScanDesk(context)
  const kind = kindOf(new URL(request.url).searchParams.get('loai'))
  return { scan: await page.scans.readScan(page.actor, params.scanId ?? '', kind) }
}

/** Records what the clerk confirms. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getScanDesk(context)
  const form = await readForm(request)
  const kind = kindOf(form.text('kind'))
  const read = readScanFields(form)
  if (read.faults.length > 0) return faultyForm(form, read.faults)
  return attemptWork(form, async () => {
    const { paperId } = await page.scans.confirmScan(page.actor, {
      scanId: params.scanId ?? '',
      fields: read.fields,
      ...(kind === undefined ? {} : { kind }),
    })
    const key = paperId === null ? 'digitisation.confirmed' : 'digitisation.confirmed_kept'
    return redirect('/lam-viec/so-hoa', { status: 303, headers: { 'set-cookie': flashCookie({ key }) } })
  })
}

export default function ScanDeskPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t } = useShell()
  const { scan } = loaderData
  const state = actionData?.form
  const name = t(scan.kind === null ? 'digitisation.kind_unknown' : `digitisation.kind.${scan.kind}`)
  const isOpen = scan.state === 'queued' || scan.state === 'reading'
  return (
    <>
      <Breadcrumbs crumbs={[{ label: t('digitisation.title'), to: '/lam-viec/so-hoa' }, { label: name }]} />
      <PageHeading faulty={(state?.faults.length ?? 0) > 0}>{name}</PageHeading>
      <p>
        <StateTag row={scan} />
      </p>
      {isOpen && <Progress scan={scan} />}
      <Told scan={scan} />
      <div className="scan-grid">
        <ScanPages scan={scan} />
        <div>
          {scan.confirmation !== null ? (
            <ConfirmedFields scan={scan} />
          ) : (
            !isOpen && <Confirming scan={scan} state={state} />
          )}
          <Files scan={scan} />
        </div>
      </div>
      <Enhance script="scan" />
    </>
  )
}

/** How far the reading is. Without a script the page comes anew by itself. */
function Progress({ scan }: { scan: ScanView }) {
  const { t } = useShell()
  const text = { done: scan.pagesDone, pages: scan.pages }
  return (
    <div className="notice plain" role="status" data-scan-progress={`${scanPath(scan.id)}/tien-do`}>
      <noscript>
        <meta httpEquiv="refresh" content="4" />
      </noscript>
      <p>
        <label htmlFor="tien-do" data-scan-text={t('digitisation.progress', { done: '{done}', pages: '{pages}' })}>
          {t('digitisation.progress', text)}
        </label>
      </p>
      <progress id="tien-do" max={scan.pages} value={scan.pagesDone} />
      <p className="soft small">
        {t('digitisation.progress_text')} <a href={scanPath(scan.id)}>{t('digitisation.progress_again')}</a>
      </p>
    </div>
  )
}

/** What the clerk is told before they look: refusals, duplicates. */
function Told({ scan }: { scan: ScanView }) {
  const { t, format } = useShell()
  return (
    <>
      {scan.state === 'refused' && (
        <Notice tone="late" title={t('digitisation.refused_title')} urgent>
          <ul>
            {scan.pageList
              .filter((page) => page.reason !== null)
              .map((page) => (
                <li key={page.number}>
                  {t('digitisation.page_reason', {
                    page: page.number,
                    reason: t(`digitisation.reason.${page.reason}`),
                  })}
                </li>
              ))}
          </ul>
          <p>{t('digitisation.refused_text')}</p>
        </Notice>
      )}
      {scan.state === 'failed' && (
        <Notice tone="late" title={t('digitisation.failed_title')} urgent>
          <p>{t('digitisation.failed_text')}</p>
        </Notice>
      )}
      {scan.isForgotten && (
        <Notice title={t('digitisation.forgotten_title')}>
          <p>{t('digitisation.forgotten_text')}</p>
        </Notice>
      )}
      {scan.duplicates.length > 0 && (
        <Notice tone="soon" title={t('digitisation.duplicate_title')}>
          <ul>
            {scan.duplicates.map((one) => (
              <li key={one.id}>
                <a href={scanPath(one.id)}>{format.dateTime(new Date(one.startedAt))}</a>
                {': '}
                {t(`digitisation.duplicate.${one.by}`)}
              </li>
            ))}
          </ul>
          <p>{t('digitisation.duplicate_text')}</p>
        </Notice>
      )}
    </>
  )
}

function Confirming({ scan, state }: { scan: ScanView; state: FormState | undefined }) {
  const { t } = useShell()
  if (!scan.mayConfirm) return <p className="why-not">{t('digitisation.not_yours')}</p>
  return (
    <>
      {scan.kind !== null && (
        <PageForm state={state} keep={`scan-${scan.id}`}>
          <input type="hidden" name="kind" value={scan.kind} />
          <h2>{t('digitisation.check_title')}</h2>
          <p className="soft">{t('digitisation.check_text')}</p>
          <ScanFields scan={scan} />
          <KeyHints keys={[{ key: 'Enter', does: t('digitisation.key_next') }]} />
          <Actions>
            <Button>{t('digitisation.confirm')}</Button>
          </Actions>
        </PageForm>
      )}
      {scan.kind === null ? <KindForm kind={null} /> : <OtherKind kind={scan.kind} />}
    </>
  )
}

function OtherKind({ kind }: { kind: PaperKind }) {
  const { t } = useShell()
  return (
    <MoreActions label={t('digitisation.other_kind')}>
      <KindForm kind={kind} />
    </MoreActions>
  )
}

function KindForm({ kind }: { kind: PaperKind | null }) {
  const { t } = useShell()
  return (
    <PageForm method="get">
      {kind === null && <p>{t('digitisation.kind_unknown_text')}</p>}
      <SelectField
        name="loai"
        label={t('digitisation.kind_label')}
        initial={kind ?? ''}
        choices={paperKinds.map((one) => ({ value: one, label: t(`digitisation.kind.${one}`) }))}
      />
      <Actions>
        <SecondButton>{t(kind === null ? 'digitisation.choose_kind' : 'digitisation.change_kind')}</SecondButton>
      </Actions>
    </PageForm>
  )
}

function ConfirmedFields({ scan }: { scan: ScanView }) {
  const { t, format } = useShell()
  const confirmation = scan.confirmation
  if (confirmation === null) return null
  const by = { date: format.dateTime(new Date(confirmation.at)), name: confirmation.by ?? '' }
  return (
    <section aria-labelledby="da-xac-nhan" data-typed-is-sent="">
      <h2 id="da-xac-nhan">{t('digitisation.confirmed_title')}</h2>
      <p className="soft">
        {t('digitisation.confirmed_by', by)} {confirmation.isKept && t('digitisation.is_kept')}
      </p>
      <Facts
        facts={scan.fields
          .filter(({ key }) => confirmation.fields[key] !== undefined)
          .map(({ key, form }) => ({
            term: t(`digitisation.field.${key}`),
            value: shownValue(form, confirmation.fields[key] ?? ''),
          }))}
      />
    </section>
  )
}

/** The files of the scan: what was made, what came. The original is there whatever became of the reading. */
function Files({ scan }: { scan: ScanView }) {
  const { t, format } = useShell()
  return (
    <section aria-labelledby="cac-tep">
      <h2 id="cac-tep">{t('digitisation.files_title')}</h2>
      <ul className="plain-list">
        {scan.output !== null && (
          <li>
            <a href={outputPath(scan.id)}>
              {t('digitisation.output', { size: format.fileSize(scan.output.size), count: scan.output.pages })}
            </a>
          </li>
        )}
        {scan.sources.map(({ position, size }) => (
          <li key={position}>
            <a href={sourcePath(scan.id, position)}>
              {t('digitisation.source', { number: position, size: format.fileSize(size) })}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
