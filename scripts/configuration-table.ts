import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigSchema, DEMO_MASTER_KEY, DEMO_PAYMENT_SECRET, DEMO_SESSION_SECRET } from '../src/platform/config.ts'
import { root } from './source-files.ts'

const FILE = 'docs/configuration.md'

interface Variable {
  default: string
  description: string
  enum?: readonly string[]
  pattern?: string
}

/** The page on configuration, whole, made from the schema that checks the environment at start. */
export function configurationPage(): string {
  const rows = Object.entries(ConfigSchema.properties).map(([name, property]) => {
    const variable = property as unknown as Variable
    return `| \`${name}\` | ${valuesOf(variable)} | ${defaultOf(variable)} | ${variable.description} |`
  })
  return [
    '# Configuration',
    '',
    'Everything is set by variables of the environment. They are read and checked once, at start: a wrong value or an unknown',
    '`MOTCUA_…` name stops the start with one line a fault. This page is made from `src/platform/config.ts` by',
    '`node_modules/.bin/node scripts/configuration-table.ts`; `npm run check` fails when it differs.',
    '',
    '| Variable | Values | Default | Meaning |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function valuesOf({ enum: values, pattern }: Variable): string {
  if (values !== undefined) return values.map((value) => `\`${value}\``).join(', ')
  return pattern === undefined ? 'text' : 'whole number'
}

function defaultOf({ default: value }: Variable): string {
  if ([DEMO_MASTER_KEY, DEMO_SESSION_SECRET, DEMO_PAYMENT_SECRET].includes(value))
    return 'a demonstration value, refused in production'
  return value === '' ? '(empty)' : `\`${value}\``
}

/** Empty when the page in `docs/` says what the schema says. */
export function configurationFaults(): string[] {
  const kept = readFileSync(join(root, FILE), 'utf8')
  return kept === configurationPage()
    ? []
    : [`${FILE} differs from src/platform/config.ts: node scripts/configuration-table.ts`]
}

if (import.meta.main) writeFileSync(join(root, FILE), configurationPage())
