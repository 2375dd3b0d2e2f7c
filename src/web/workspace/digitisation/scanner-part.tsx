import type { ReactNode } from 'react'
import type { ScannerFile } from '../../../modules/digitisation/view-types.ts'
import { type Shell, useShell } from '../../shell.ts'
import { Actions, CheckboxField, FileList, LinkButton, MoreActions, Notice } from '../../ui/index.ts'
import { ownFiles, type ScannerWork } from './own-files.ts'
import { waitingPath } from './scan-guard.ts'

export interface ScannerPartProps extends ScannerWork {
  /** What is done with the pages that are ticked. */
  children: ReactNode
}

/**
 * What the scanners have given: the pages of the clerk's own counter are ticked, so that one press takes them. Nothing is drawn where no scanner
 * has given anything.
 */
export function ScannerPart({ inbox, counterNumber, children }: ScannerPartProps) {
  const shell = useShell()
  const { t } = shell
  const { waiting, refused, unused } = inbox
  if (waiting.length + refused.length + unused.length === 0) return null
  return (
    <div className="part" data-scanner="">
      {waiting.length > 0 && (
        <>
          <CheckboxField
            name="scanner"
            label={t('digitisation.scanner.waiting')}
            hint={t('digitisation.scanner.waiting_hint')}
            optional
            initial={ownFiles({ inbox, counterNumber }).map(({ id }) => id)}
            choices={waiting.map((file) => ({
              value: file.id,
              label: file.name,
              hint: <WaitingDetail file={file} />,
            }))}
          />
          <Actions>
            {children}
            <LinkButton name="act" value="discard-scanner">
              {t('digitisation.scanner.discard')}
            </LinkButton>
          </Actions>
        </>
      )}
      <RefusedFiles files={refused} />
      <UnusedFiles files={unused} />
    </div>
  )
}

function WaitingDetail({ file }: { file: ScannerFile }) {
  const shell = useShell()
  return (
    <>
      {detailOf(shell, file)} ·{' '}
      <a href={waitingPath(file.id)} target="_blank" rel="noreferrer">
        {shell.t('digitisation.scanner.look')}
      </a>
    </>
  )
}

function detailOf({ t, format }: Shell, { counterNumber, pages, size, arrivedAt }: ScannerFile): string {
  return [
    t('digitisation.scanner.counter', { counter: counterNumber }),
    pages === null ? null : t('digitisation.pages', { count: pages }),
    size === null ? null : format.fileSize(size),
    format.dateTime(new Date(arrivedAt)),
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

function RefusedFiles({ files }: { files: readonly ScannerFile[] }) {
  const shell = useShell()
  const { t } = shell
  if (files.length === 0) return null
  return (
    <Notice tone="late" title={t('digitisation.scanner.refused')}>
      <ul>
        {files.map((file) => (
          <li key={file.id}>
            <b>{file.name}</b> <span className="soft small">{detailOf(shell, file)}</span>
            <br />
            {file.fault !== null && t(`error.${file.fault.code}`, file.fault.params)}{' '}
            <LinkButton name="discard" value={file.id}>
              {t('digitisation.scanner.seen')}
            </LinkButton>
          </li>
        ))}
      </ul>
      <p className="small">{t('digitisation.scanner.refused_text')}</p>
    </Notice>
  )
}

function UnusedFiles({ files }: { files: readonly ScannerFile[] }) {
  const shell = useShell()
  const { t } = shell
  if (files.length === 0) return null
  return (
    <MoreActions label={t('digitisation.scanner.unused', { count: files.length })}>
      <p className="small">{t('digitisation.scanner.unused_text')}</p>
      <FileList
        files={files.map((file) => ({
          name: file.name,
          detail: detailOf(shell, file),
          action: (
            <LinkButton name="put-back" value={file.hash ?? ''}>
              {t('digitisation.scanner.put_back')}
            </LinkButton>
          ),
        }))}
      />
    </MoreActions>
  )
}
