/** A name in both languages of the pages. */
export interface BilingualName {
  vi: string
  en: string
}

/** What has no English name is told by its Vietnamese one; what has none at all by its key. */
export function bilingualName(name: { vi: string; en?: string } | undefined, key: string): BilingualName {
  const vi = name?.vi ?? key
  return { vi, en: name?.en ?? vi }
}
