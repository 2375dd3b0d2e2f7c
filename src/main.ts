import { ConfigurationFault, readConfig } from './platform/config.ts'
import { run } from './run.ts'

try {
  await run(readConfig(process.env))
  process.exit(0)
} catch (error) {
  if (!(error instanceof ConfigurationFault)) throw error
  console.error(error.message)
  process.exit(2)
}
