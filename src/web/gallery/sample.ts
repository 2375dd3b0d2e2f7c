import { useShell } from '../shell.ts'

/** `g('title')` gives the text `gallery.title`. */
export function useSample(): (key: string, params?: Record<string, string | number>) => string {
  const { t } = useShell()
  return (key, params) => t(`gallery.${key}`, params)
}

export const SAMPLE_DUE = new Date('2026-11-26T10:00:00Z')
