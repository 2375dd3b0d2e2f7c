import type { VerbName } from '../../modules/casework/verbs/index.ts'

/** URL words of the verbs: Vietnamese without diacritics, as everywhere. */
export const verbSlugs = {
  accept: 'tiep-nhan',
  redirect: 'chuyen-noi-khac',
  refuse_intake: 'tu-choi-tiep-nhan',
  request_supplement: 'yeu-cau-bo-sung',
  supply: 'nhan-bo-sung',
  attach_paper: 'dinh-kem-tu-kho',
  forward: 'chuyen-buoc',
  send_back: 'tra-lai-buoc-truoc',
  assign: 'phan-cong',
  ask_opinion: 'lay-y-kien',
  answer_opinion: 'tra-loi-y-kien',
  suspend: 'tam-dung',
  resume: 'tiep-tuc',
  request_payment: 'yeu-cau-nop-tien',
  record_payment: 'ghi-nhan-nop-tien',
  extend: 'gia-han',
  withdraw: 'rut-ho-so',
  stop: 'dung-giai-quyet',
  approve: 'phe-duyet',
  complete: 'phat-hanh-ket-qua',
  return_result: 'tra-ket-qua',
  correct: 'dinh-chinh',
} as const satisfies Record<VerbName, string>

export const DESK = '/lam-viec'

export function verbOfSlug(slug: string | undefined): VerbName | undefined {
  const found = Object.entries(verbSlugs).find(([, word]) => word === slug)
  return found?.[0] as VerbName | undefined
}

export function dossierPath(id: string): string {
  return `${DESK}/ho-so/${id}`
}

export function verbPath(id: string, verb: VerbName): string {
  return `${dossierPath(id)}/${verbSlugs[verb]}`
}

export function filePath(dossierId: string, hash: string): string {
  return `/tep/${dossierId}/${hash}`
}

/** A list's address with some of its settings changed; null or empty removes one. Where the list starts is forgotten. */
export function withSettings(search: string, changes: Readonly<Record<string, string | null>>): string {
  const settings = new URLSearchParams(search)
  settings.delete('tu')
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') settings.delete(name)
    else settings.set(name, value)
  }
  const text = settings.toString()
  return text === '' ? '?' : `?${text}`
}
