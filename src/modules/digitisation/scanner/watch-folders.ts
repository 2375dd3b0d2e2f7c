import { setTimeout as pause } from 'node:timers/promises'
import { openScannerFolders, type ScannerContext } from './take-files.ts'

const EVERY_MS = 2000

export interface FolderWatch {
  /** Finishes the file that is being taken and stops. */
  stop(): Promise<void>
}

/**
 * Looks into the scanners' folders every two seconds. It asks, because a folder on another machine tells nobody that a file came. A folder that
 * cannot be read is told once, until it can be again.
 */
export function watchScannerFolders(context: ScannerContext, onFault: (error: unknown) => void): FolderWatch {
  const stopping = new AbortController()
  const folders = openScannerFolders(context)
  const running = (async () => {
    let isFaulty = false
    while (!stopping.signal.aborted) {
      try {
        await folders.pass()
        isFaulty = false
      } catch (error) {
        if (!isFaulty) onFault(error)
        isFaulty = true
      }
      await pause(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
