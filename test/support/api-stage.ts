import type { LightMyRequestResponse } from 'fastify'
import { newId } from '../../src/platform/ids.ts'
import { type Operation, openTestApi, operationsOf, type TestApi } from './api.ts'
import { type Callers, makeCallers } from './callers.ts'
import type { TestDatabase } from './database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from './province.ts'

/** The JSON API over a test province, with everybody who calls it. Close it in `after`. */
export interface ApiStage {
  database: TestDatabase
  province: TestProvince
  api: TestApi
  callers: Callers
  operations: Map<string, Operation>
  /** Calls an operation by its name, with what stands for the parameter of its path. */
  press(operation: string, caller: string, more?: { of?: string; body?: object }): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

export async function openApiStage(): Promise<ApiStage> {
  const database = await provinceDatabase()
  const province = await seedTestProvince(database)
  const api = await openTestApi(database, province)
  const callers = await makeCallers(api, province)
  const operations = await operationsOf(api.app)
  return {
    database,
    province,
    api,
    callers,
    operations,
    press(operation, caller, { of = '', body = {} } = {}) {
      const found = operations.get(operation)
      if (found === undefined) throw new Error(`no operation ${operation}`)
      const { method, path } = found
      const url = path.replace(/\{\w+\}/, encodeURIComponent(of))
      const headers = { ...callers.headers.get(caller), 'idempotency-key': newId() }
      return api.call({ method, url, headers, ...(method === 'GET' ? {} : { body }) })
    },
    async close() {
      await api.close()
      await province.close()
      await database.close()
    },
  }
}
