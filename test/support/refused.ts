import assert from 'node:assert/strict'
import { Refusal } from '../../src/platform/errors.ts'

/** Asserts that the work is refused with that code, and that a fault stands at the path when one is named. */
export function refused(work: () => unknown, code: string, path?: string): void {
  assert.throws(work, (error) => isRefusal(error, code, path))
}

/** The same for work that takes time. */
export async function refusedLater(work: Promise<unknown>, code: string, path?: string): Promise<void> {
  await assert.rejects(work, (error) => isRefusal(error, code, path))
}

function isRefusal(error: unknown, code: string, path: string | undefined): boolean {
  if (!(error instanceof Refusal)) return false
  assert.equal(error.code, code)
  if (path !== undefined) assert.ok(error.faults.map((fault) => fault.path).includes(path), `no fault at ${path}`)
  return true
}
