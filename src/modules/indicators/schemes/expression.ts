import { type Fraction, fractionOf, least, minus, most, over, plus, times } from './fraction.ts'

/** A formula over measures: `received - late`, `max(reported_a, reported_b)`. */
export type Expression =
  | { kind: 'number'; value: Fraction }
  | { kind: 'measure'; name: string }
  | { kind: 'operation'; name: Operation; left: Expression; right: Expression }

type Operation = '+' | '-' | '*' | '/' | 'min' | 'max'

/** A formula that cannot be read; the message says where. */
export class ExpressionError extends Error {}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([a-z][a-z0-9_]*)|([-+*/(),]))/y

/** Reads a formula: + - * / with their usual order, parentheses, min(a, b), max(a, b). Throws `ExpressionError`. */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text)
  let at = 0
  const fail = (): never => {
    throw new ExpressionError(
      `"${text}": ${tokens[at] === undefined ? 'it ends too early' : `not "${tokens[at]}" here`}`,
    )
  }
  const take = (token: string) => (tokens[at] === token ? at++ : fail())
  const row = (names: readonly Operation[], part: () => Expression): Expression => {
    let left = part()
    for (let name = tokens[at]; names.includes(name as Operation); name = tokens[at]) {
      at += 1
      left = { kind: 'operation', name: name as Operation, left, right: part() }
    }
    return left
  }
  const sum = (): Expression => row(['+', '-'], product)
  const product = (): Expression => row(['*', '/'], atom)
  const atom = (): Expression => {
    const token = tokens[at] ?? fail()
    if (/^\d/.test(token)) {
      at += 1
      return { kind: 'number', value: fractionOf(token) }
    }
    if (token === '(') {
      at += 1
      const inner = sum()
      take(')')
      return inner
    }
    if (!/^[a-z]/.test(token)) return fail()
    at += 1
    if ((token !== 'min' && token !== 'max') || tokens[at] !== '(') return { kind: 'measure', name: token }
    take('(')
    const left = sum()
    take(',')
    const right = sum()
    take(')')
    return { kind: 'operation', name: token, left, right }
  }
  const whole = sum()
  return at === tokens.length ? whole : fail()
}

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  for (let end = 0; text.slice(end).trim() !== ''; end = TOKEN.lastIndex) {
    TOKEN.lastIndex = end
    const found = TOKEN.exec(text)
    if (found === null) throw new ExpressionError(`"${text}": "${text.slice(end).trim()}" cannot be read`)
    tokens.push(found[1] ?? found[2] ?? found[3] ?? '')
  }
  return tokens
}

/** The measures a formula asks for, each once. */
export function namesIn(expression: Expression): string[] {
  if (expression.kind === 'number') return []
  if (expression.kind === 'measure') return [expression.name]
  return [...new Set([...namesIn(expression.left), ...namesIn(expression.right)])]
}

/** The value of a measure; null: nothing is known of it yet. */
export type ValueOf = (name: string) => number | null

/** What a formula comes to. Null as soon as a measure in it is null, or something is divided by 0. */
export function evaluate(expression: Expression, valueFor: ValueOf): Fraction | null {
  if (expression.kind === 'number') return expression.value
  if (expression.kind === 'measure') {
    const value = valueFor(expression.name)
    return value === null ? null : fractionOf(value)
  }
  const left = evaluate(expression.left, valueFor)
  const right = evaluate(expression.right, valueFor)
  return left === null || right === null ? null : operations[expression.name](left, right)
}

const operations: Record<Operation, (a: Fraction, b: Fraction) => Fraction | null> = {
  '+': plus,
  '-': minus,
  '*': times,
  '/': over,
  min: least,
  max: most,
}
