import { runPinned } from './run.mjs'

runPinned(['scripts/check.ts', ...process.argv.slice(2)])
