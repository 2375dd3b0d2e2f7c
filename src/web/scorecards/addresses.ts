export const DESK = '/lam-viec/cham-diem'
/** Where schemes are written. */
export const SCHEMES = `${DESK}/bo-tieu-chi`

export function roundPath(id: string): string {
  return `${DESK}/dot/${id}`
}

export function sheetPath(id: string): string {
  return `${DESK}/phieu/${id}`
}

export function linePath(sheetId: string, key: string): string {
  return `${sheetPath(sheetId)}/muc/${encodeURIComponent(key)}`
}

export function evidencePath(sheetId: string, hash: string): string {
  return `${sheetPath(sheetId)}/tep/${hash}`
}

export function publicRoundPath(id: string): string {
  return `/chi-so/${id}`
}

/** A line on the published sheet of a unit. */
export function publicLinePath({ roundId, sheetId, key }: { roundId: string; sheetId: string; key: string }): string {
  return `${publicRoundPath(roundId)}/${sheetId}#muc-${encodeURIComponent(key)}`
}
