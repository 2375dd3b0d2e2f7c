export const EXTERNAL_DESK = '/lam-viec/cham-diem/chi-so-ngoai'
export const EXTERNAL_PUBLIC = '/chi-so/ben-ngoai'

export function externalDeskPath(key: string): string {
  return `${EXTERNAL_DESK}/${key}`
}

export function externalFormPath(key: string, more: { year?: number; kind?: 'figure' | 'goal' } = {}): string {
  const search = new URLSearchParams()
  if (more.year !== undefined) search.set('nam', String(more.year))
  if (more.kind === 'goal') search.set('loai', 'muc-tieu')
  const text = search.toString()
  return `${externalDeskPath(key)}/nhap${text === '' ? '' : `?${text}`}`
}

export function externalPublicPath(key: string): string {
  return `${EXTERNAL_PUBLIC}/${key}`
}
