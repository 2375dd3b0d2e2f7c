import { ConfigurationFault } from '../platform/config.ts'
import { commandTexts } from './command-texts.ts'
import { NoDatabase } from './configured-database.ts'

interface Command {
  run(args: string[]): Promise<number>
}

/** Every command, read only when it is asked for, so that `due` starts without a database behind it. */
const commands: Record<string, () => Promise<Command>> = {
  due: () => import('./due.ts'),
  verify: () => import('./verify-database.ts'),
  'verify-proof': () => import('./verify-proof.ts'),
  simulate: () => import('./simulate.ts'),
  migrate: () => import('./migrate.ts'),
  'rebuild-figures': () => import('./rebuild-figures.ts'),
  recompute: () => import('./recompute.ts'),
  'redraw-sample': () => import('./redraw-sample.ts'),
  'publish-open-data': () => import('./publish-open-data.ts'),
}

/** Runs one command and gives its exit code; 2 when the command or the configuration is not understood. */
async function main([name, ...args]: string[]): Promise<number> {
  const t = commandTexts([name ?? '', ...args])
  if (name === undefined || name === 'help' || name.startsWith('-')) {
    process.stdout.write(`${t('cli.help')}\n`)
    return 0
  }
  if (!Object.hasOwn(commands, name)) {
    process.stderr.write(`${t('cli.unknown', { name })}\n\n${t('cli.help')}\n`)
    return 2
  }
  const command = await commands[name]?.()
  try {
    return (await command?.run(args)) ?? 2
  } catch (fault) {
    if (fault instanceof ConfigurationFault) process.stderr.write(`${fault.message}\n`)
    else if (fault instanceof NoDatabase) process.stderr.write(`${t('cli.no_database', { folder: fault.message })}\n`)
    else throw fault
    return 2
  }
}

process.exitCode = await main(process.argv.slice(2))
