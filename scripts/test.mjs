import { runPinned } from './run.mjs'

runPinned(['test/support/run-tests.ts', ...process.argv.slice(2)])
