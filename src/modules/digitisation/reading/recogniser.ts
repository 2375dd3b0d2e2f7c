import { join } from 'node:path'
import { createWorker, OEM, type Worker as TesseractWorker } from 'tesseract.js'
import type { GreyImage } from '../image/grey-image.ts'
import type { PageWord } from './page-reading.ts'

const MODEL = join(import.meta.dirname, '../../../../node_modules/@tesseract.js-data/vie/4.0.0')

/** The words of a page and how sure the recogniser is of them on average, 0..100. */
export interface Recognised {
  words: PageWord[]
  confidence: number
}

/** Reads Vietnamese print in threads of its own. */
export interface Recogniser {
  /** Waits for a free thread. Throws when the engine fails. */
  recognise(image: GreyImage): Promise<Recognised>
  close(): Promise<void>
}

/** Starts so many threads; each holds the Vietnamese model (about 60 MB). Nothing is fetched from a network. */
export async function openRecogniser(threads: number): Promise<Recogniser> {
  const workers = await Promise.all(Array.from({ length: threads }, startWorker))
  const free = [...workers]
  const waiting: ((worker: TesseractWorker) => void)[] = []
  const take = (): Promise<TesseractWorker> => {
    const worker = free.pop()
    return worker === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(worker)
  }
  const giveBack = (worker: TesseractWorker): void => {
    const next = waiting.shift()
    if (next === undefined) free.push(worker)
    else next(worker)
  }
  return {
    async recognise(image) {
      const worker = await take()
      try {
        return await recogniseWith(worker, image)
      } finally {
        giveBack(worker)
      }
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

function startWorker(): Promise<TesseractWorker> {
  const options = { langPath: MODEL, cacheMethod: 'none', gzip: true, errorHandler: () => undefined }
  return createWorker('vie', OEM.LSTM_ONLY, options)
}

/** The same picture as a portable grey map: the engine takes it without decoding anything. */
export function greyMap({ width, height, pixels }: GreyImage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), pixels])
}

async function recogniseWith(worker: TesseractWorker, image: GreyImage): Promise<Recognised> {
  const { data } = await worker.recognize(greyMap(image), {}, { text: false, blocks: true })
  const lines = (data.blocks ?? []).flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines))
  const words = lines.flatMap((line, position) =>
    line.words.map(({ text, confidence, bbox }): PageWord => {
      const box = { left: bbox.x0, top: bbox.y0, right: bbox.x1, bottom: bbox.y1 }
      return { text: text.normalize('NFC'), confidence: Math.round(confidence), box, line: position }
    }),
  )
  return { words: words.filter((word) => word.text.trim() !== ''), confidence: data.confidence }
}
