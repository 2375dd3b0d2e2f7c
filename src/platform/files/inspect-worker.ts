import { parentPort } from 'node:worker_threads'
import { type Inspection, type InspectOptions, inspectFile } from './inspect-file.ts'

/** One inspection asked of the worker thread. */
export interface InspectRequest {
  file: string | Uint8Array
  options: InspectOptions
}

/** The verdict, or what went wrong that has nothing to do with the file's content. */
export type InspectReply = Inspection | { bug: string }

parentPort?.on('message', async ({ file, options }: InspectRequest) => {
  const reply: InspectReply = await inspectFile(file, options).catch((error: unknown) => ({ bug: String(error) }))
  parentPort?.postMessage(reply)
})
