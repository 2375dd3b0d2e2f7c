/** The six kinds of refusal; the kind alone decides the HTTP status (see `statusOfKind`). */
export type RefusalKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'unavailable'

export const statusOfKind = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  unavailable: 503,
} as const satisfies Record<RefusalKind, number>

/** A fault in one field of an input. `path` is a JSON pointer without the leading slash: `applicant/identityNumber`. */
export interface FieldFault {
  path: string
  code: string
  params?: Record<string, string | number>
}

/**
 * An expected "no". `code` is a locale key under `error.` (for example `casework.dossier_not_open`): no sentence for
 * people stands in code.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly kind: RefusalKind
  readonly params: Record<string, string | number>
  readonly faults: readonly FieldFault[]

  constructor(
    code: string,
    kind: RefusalKind,
    params: Record<string, string | number> = {},
    faults: readonly FieldFault[] = [],
  ) {
    super(code)
    this.code = code
    this.kind = kind
    this.params = params
    this.faults = faults
  }
}

export type RefusalMaker = (params?: Record<string, string | number>, faults?: readonly FieldFault[]) => Refusal

/**
 * A module's refusals in one table: `defineRefusals('casework', { dossier_not_open: 'conflict' })` gives makers
 * `{ dossier_not_open: (params?, faults?) => Refusal }`. A test asks that each code has a text in every language.
 */
export function defineRefusals<const Table extends Record<string, RefusalKind>>(
  module: string,
  table: Table,
): { readonly [Code in keyof Table]: RefusalMaker } {
  const makers = Object.entries(table).map(([code, kind]) => {
    const fullCode = `${module}.${code}`
    definedRefusals.set(fullCode, kind)
    const make: RefusalMaker = (params, faults) => new Refusal(fullCode, kind, params, faults)
    return [code, make] as const
  })
  return Object.fromEntries(makers) as { [Code in keyof Table]: RefusalMaker }
}

/** Every refusal any loaded module has defined, by full code. */
export const definedRefusals = new Map<string, RefusalKind>()
