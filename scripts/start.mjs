import { runPinned } from './run.mjs'

runPinned(['src/main.ts', ...process.argv.slice(2)], { NODE_ENV: 'production' })
