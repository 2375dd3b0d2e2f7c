import { runPinned } from './run.mjs'

// Taking the types off the rules that pages share (decision 0019) is new in Node, and pinned with it: no need to say so each time.
runPinned(['--disable-warning=ExperimentalWarning', 'src/main.ts', ...process.argv.slice(2)], {
  NODE_ENV: 'production',
})
