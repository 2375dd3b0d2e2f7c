import { watchScannerFolders } from '../../src/modules/digitisation/index.ts'
import { openDb } from '../../src/platform/db.ts'
import { openFileInspector } from '../../src/platform/files/file-inspector.ts'
import { openFolderStore } from '../../src/platform/files/folder-store.ts'

/** A worker that does nothing but look after the scanners' folders, for a test to kill: database, folder of the scanners, folder of the store. */
const [url = '', folder = '', store = ''] = process.argv.slice(2)
watchScannerFolders(
  {
    db: openDb({ url, poolSize: 2, applicationName: 'motcua test scanner' }),
    files: await openFolderStore(store),
    inspector: openFileInspector(),
    folder,
    mostBytes: 1_000_000,
  },
  (error) => {
    throw error
  },
)
