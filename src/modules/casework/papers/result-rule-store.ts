import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { parse } from 'yaml'
import { query, type Reader, type Transaction } from '../../../platform/db.ts'
import type { ResultRule } from './result-rule.ts'

const Code = Type.String({ pattern: '^\\d\\.\\d{6}$' })
const RuleFile = Type.Object(
  {
    rules: Type.Array(
      Type.Object(
        {
          procedure: Code,
          validMonths: Type.Optional(Type.Integer({ minimum: 1, maximum: 1200 })),
          replaces: Type.Optional(Type.Array(Type.String({ maxLength: 40 }))),
          unclaimedDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3660 })),
          unclaimedThen: Type.Optional(Type.Unsafe<'cancel' | 'archive'>(Type.String({ enum: ['cancel', 'archive'] }))),
          source: Type.String({ minLength: 3 }),
          unsure: Type.Boolean(),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
const checker = Compile(RuleFile)

/** Reads and checks `result-rules.yaml` in a folder such as `data/`. Throws an Error that names the place. */
export async function loadResultRules(folder: string): Promise<ResultRule[]> {
  const path = join(folder, 'result-rules.yaml')
  const value: unknown = parse(await readFile(path, 'utf8'))
  if (!checker.Check(value)) {
    const [fault] = checker.Errors(value)
    throw new Error(`${path}: ${fault?.instancePath ?? ''} ${fault?.message ?? 'does not fit'}`)
  }
  const { rules } = value as Type.Static<typeof RuleFile>
  return rules.map((rule) => ({
    procedureCode: rule.procedure,
    validMonths: rule.validMonths ?? null,
    replaces: rule.replaces ?? [],
    unclaimedDays: rule.unclaimedDays ?? null,
    unclaimedThen: rule.unclaimedThen ?? null,
    source: rule.source,
    unsure: rule.unsure,
  }))
}

/** Brings the rules to what the file says; a rule that is no longer in it goes. Safe to repeat. */
export async function importResultRules(tx: Transaction, rules: readonly ResultRule[]): Promise<void> {
  const codes = rules.map((rule) => rule.procedureCode)
  await query(tx, 'DELETE FROM casework_result_rule WHERE NOT procedure_code = ANY ($1::text[])', [codes])
  for (const rule of rules) {
    await query(
      tx,
      `INSERT INTO casework_result_rule
         (procedure_code, valid_months, replaces, unclaimed_days, unclaimed_then, source, unsure)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (procedure_code) DO UPDATE SET valid_months = excluded.valid_months, replaces = excluded.replaces,
         unclaimed_days = excluded.unclaimed_days, unclaimed_then = excluded.unclaimed_then, source = excluded.source,
         unsure = excluded.unsure`,
      [
        rule.procedureCode,
        rule.validMonths,
        rule.replaces,
        rule.unclaimedDays,
        rule.unclaimedThen,
        rule.source,
        rule.unsure,
      ],
    )
  }
}

/** The rules of these procedures, by code. */
export async function readResultRules(
  reader: Pick<Reader, 'executeQuery'>,
  codes: readonly string[],
): Promise<Map<string, ResultRule>> {
  if (codes.length === 0) return new Map()
  const rows = await query<ResultRule>(
    reader,
    `SELECT procedure_code AS "procedureCode", valid_months AS "validMonths", replaces, unclaimed_days AS "unclaimedDays",
       unclaimed_then AS "unclaimedThen", source, unsure FROM casework_result_rule WHERE procedure_code = ANY ($1::text[])`,
    [[...new Set(codes)]],
  )
  return new Map(rows.map((row) => [row.procedureCode, row]))
}
