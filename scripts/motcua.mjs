import { runPinned } from './run.mjs'

runPinned(['src/cli/motcua.ts', ...process.argv.slice(2)])
