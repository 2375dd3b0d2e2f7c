import { runPinned } from './run.mjs'

runPinned(['bench/run.ts', ...process.argv.slice(2)])
