import { readFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { createWorker, OEM } from 'tesseract.js'

/** The recogniser alone, for `bench/ocr`: given pictures straight, with the same model, threads and priority as the product's reader. */
setPriority(constants.priority.PRIORITY_LOW)
const model = join(import.meta.dirname, '../node_modules/@tesseract.js-data/vie/4.0.0')
const options = { langPath: model, cacheMethod: 'none', gzip: true }
const workers = await Promise.all(
  Array.from({ length: Number(process.argv[2]) }, () => createWorker('vie', OEM.LSTM_ONLY, options)),
)

process.on('message', async (paths: string[]) => {
  const begun = performance.now()
  let next = 0
  await Promise.all(
    workers.map(async (worker) => {
      for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
        await worker.recognize(await readFile(path), {}, { text: false, blocks: true })
      }
    }),
  )
  process.send?.((performance.now() - begun) / 1000)
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
