import { runPinned } from './run.mjs'

runPinned(['--watch', 'src/main.ts', ...process.argv.slice(2)], { MOTCUA_WEB: 'dev' })
