import { isUuid } from '../../../platform/ids.ts'
import { refusals } from '../errors.ts'
import type { PageRequest } from './view-types.ts'

/** The place in a list after which the next page begins: an instant (ISO 8601 or `infinity`), an id, and a key where two have both. */
export interface Cursor {
  at: string
  id: string
  key: string
}

const INSTANT = /^(-?infinity|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)$/
const MOST_ROWS = 100
const ROWS = 50
const NO_ID = '00000000-0000-0000-0000-000000000000'
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Before everything, for lists that go up; after everything, for lists that go down. */
export const FROM_START: Cursor = { at: '-infinity', id: NO_ID, key: '' }
export const FROM_END: Cursor = { at: 'infinity', id: LAST_ID, key: '' }

/** Reads an opaque cursor. Refuses `casework.cursor_invalid`. */
export function readCursor(text: string | undefined, first: Cursor): Cursor {
  if (text === undefined || text === '') return first
  const [at = '', id = '', key = ''] = Buffer.from(text, 'base64url').toString('utf8').split(' ')
  if (!INSTANT.test(at) || !isCursorId(id) || key.length > 64) throw refusals.cursor_invalid()
  return { at, id, key }
}

export function writeCursor({ at, id, key }: { at: Date | number; id: string; key?: string }): string {
  return Buffer.from(`${instantText(at)} ${id} ${key ?? ''}`.trimEnd()).toString('base64url')
}

/** Rows to show on a page: 50, or what was asked up to 100. */
export function rowsOf(page: PageRequest): number {
  const asked = page.limit ?? ROWS
  return Number.isInteger(asked) ? Math.min(MOST_ROWS, Math.max(1, asked)) : ROWS
}

/** Cuts what was read (one row more than is shown) to a page. */
export function pageOf<Row>(
  read: readonly Row[],
  rows: number,
  placeOf: (row: Row) => { at: Date | number; id: string; key?: string },
): { rows: Row[]; next: string | null } {
  const shown = read.slice(0, rows)
  const last = shown.at(-1)
  return { rows: shown, next: read.length > rows && last !== undefined ? writeCursor(placeOf(last)) : null }
}

/** PostgreSQL's infinity comes as a number. */
function instantText(at: Date | number): string {
  if (typeof at === 'number' && !Number.isFinite(at)) return at > 0 ? 'infinity' : '-infinity'
  return new Date(at).toISOString()
}

function isCursorId(id: string): boolean {
  return isUuid(id) || id === NO_ID || id === LAST_ID
}
