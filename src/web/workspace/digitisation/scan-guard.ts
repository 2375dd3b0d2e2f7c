import { data, type RouterContextProvider } from 'react-router'
import { type PaperKind, paperKinds } from '../../../modules/digitisation/schemas.ts'
import { isRefusal } from '../../page-context.ts'
import { type DeskPage, getDesk } from '../guard.ts'
import type { DigitisationServices } from '../services/digitisation.ts'

export interface ScanDesk extends DeskPage {
  scans: DigitisationServices
}

/** The page of an officer, with what may be asked about scans. */
export function getScanDesk(context: Readonly<RouterContextProvider>): ScanDesk {
  const page = getDesk(context)
  return { ...page, scans: page.services.digitisation }
}

/** The kind of paper of an address or a form; undefined for anything else. */
export function kindOf(text: string | null | undefined): PaperKind | undefined {
  return paperKinds.find((kind) => kind === text)
}

/** For addresses that answer without a page: what may not be seen is not found. */
export async function orNotFound<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work
  } catch (error) {
    if (isRefusal(error) && error.kind === 'not_found') throw data(null, { status: 404 })
    throw error
  }
}

export function scanPath(scanId: string): string {
  return `/lam-viec/so-hoa/${scanId}`
}

export function pageImagePath(scanId: string, number: number): string {
  return `${scanPath(scanId)}/tep/trang-${number}`
}

export function sourcePath(scanId: string, position: number): string {
  return `${scanPath(scanId)}/tep/ban-goc-${position}`
}

/** A file that waits at the scanner. */
export function waitingPath(fileId: string): string {
  return `/lam-viec/so-hoa/may-quet/${fileId}`
}

export function outputPath(scanId: string): string {
  return `${scanPath(scanId)}/tep/ban-so-hoa`
}
