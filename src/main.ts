import { ConfigurationFault, readConfig } from './platform/config.ts'
import { run } from './run.ts'

try {
  await run(readConfig(process.env))
} catch (error) {
  if (!(error instanceof ConfigurationFault)) throw error
  console.error(error.message)
  process.exitCode = 2
}
