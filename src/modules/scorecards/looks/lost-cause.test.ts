import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fc } from '../../../../test/support/properties.ts'
import type { UserId } from '../../../platform/ids.ts'
import { readScorecard } from '../scheme-store.ts'
import type { FullScorecard } from '../scorecard-scheme.ts'
import { decimalText, evolveSheet, type SheetEvent, type SheetState } from '../sheet.ts'
import { isScored, sheetLines } from '../sheet-line.ts'
import { lostPoints, scoreSheet } from '../sheet-score.ts'
import { sumOf } from './area-look.ts'
import { type LostPart, lostByCause } from './lost-cause.ts'

const file = 'data/scorecards/par-internal-example.yaml'
const scheme = readScorecard(readFileSync(file, 'utf8'), 'par-internal-example') as FullScorecard
const scored = sheetLines(scheme).filter(isScored)
const max = (key: string) => scored.find((one) => one.key === key)?.max ?? 0

type Columns = Record<
  string,
  { self?: number; verified?: number; decision?: number; survey?: number; statement?: string }
>

/** A verified sheet with these points by line. */
function sheetOf(columns: Columns, figures: Record<string, number> = {}): SheetState {
  let state: SheetState | null = null
  const by = (event: SheetEvent, who = 'a') => {
    state = evolveSheet(state, event, { by: who as UserId, at: '2026-12-01T00:00:00.000Z' })
  }
  by({ type: 'SheetOpened', payload: { roundId: 'r', agencyId: 'u' as never, year: 2026 } })
  const told = Object.entries(figures).map(([key, points]) => [
    key,
    { standing: 'measured' as const, points: decimalText(points), numerator: '1', denominator: '2' },
  ])
  const filled = { from: '', to: '', sha256: '', figures: Object.fromEntries(told) }
  by({ type: 'FiguresFilled', payload: filled })
  for (const [key, { self, verified, decision, survey, statement = null }] of Object.entries(columns)) {
    const payload = (points: number) => ({ key, points: decimalText(points), items: null, statement })
    if (self !== undefined) by({ type: 'LineSelfScored', payload: payload(self) })
    if (verified !== undefined) by({ type: 'LineVerified', payload: { ...payload(verified), statement: null } }, 'b')
    if (decision !== undefined) by({ type: 'AppealDecided', payload: { ...payload(decision), statement: null } }, 'c')
    if (survey === undefined) continue
    by({ type: 'SurveyEntered', payload: { ...payload(survey), statement: 'source' } })
    by({ type: 'SurveyConfirmed', payload: { key } }, 'b')
  }
  return { ...(state as unknown as SheetState), phase: 'verified' }
}

const causesOf = (state: SheetState, holds: readonly string[] = []): LostPart[] =>
  lostByCause(scoreSheet(scheme, state), state, (statement) => statement !== null && holds.includes(statement))

const told = (parts: readonly LostPart[]) => parts.map(({ key, cause, lost }) => [key, cause, lost])

test('a line tells what the unit gave up itself apart from what was refused, with evidence or without', () => {
  const state = sheetOf({
    '2.1': { self: 7, verified: 4, statement: 'with' },
    '4.1': { self: 8, verified: 6 },
    '1.3': { self: 2, verified: 1, decision: 2 },
  })
  assert.deepEqual(told(causesOf(state, ['with'])), [
    ['2.1', 'not_claimed', 1],
    ['2.1', 'refused', 3],
    ['4.1', 'no_evidence', 2],
    ['1.3', 'not_claimed', 1],
  ])
})

test('counted shares, checklists, deductions, surveys and penalties have causes of their own', () => {
  const state = sheetOf(
    {
      '1.1': { self: 4, verified: 4 },
      '5.1': { self: 7, verified: 7 },
      '8.1': { survey: 10 },
      T2: { self: 0, verified: 0.5 },
    },
    { '3.1.1': 7.25 },
  )
  assert.deepEqual(told(causesOf(state)), [
    ['3.1.1', 'not_reached', 2.75],
    ['1.1', 'not_done', 2],
    ['8.1', 'survey', 2],
    ['5.1', 'deducted', 1],
    ['T2', 'penalty', 0.5],
  ])
})

test('the causes of a line add up to what it lost, whatever was claimed, given and decided', () => {
  const quarter = (key: string) => fc.integer({ min: 0, max: max(key) * 4 }).map((n) => n / 4)
  const points = scored
    .filter(({ kind }) => kind === 'written')
    .map(({ key }) => fc.tuple(fc.constant(key), quarter(key), quarter(key), fc.option(quarter(key)), fc.boolean()))
  fc.assert(
    fc.property(fc.tuple(...points), (lines) => {
      const state = sheetOf(
        Object.fromEntries(
          lines.map(([key, self, verified, decision, evidence]) => [
            key,
            {
              self,
              verified,
              ...(decision === null ? {} : { decision }),
              ...(evidence ? { statement: 'with' } : {}),
            },
          ]),
        ),
      )
      const parts = causesOf(state, ['with'])
      for (const { line, lost } of lostPoints(scoreSheet(scheme, state))) {
        const own = parts.filter(({ key }) => key === line.key)
        assert.equal(sumOf(own.map((part) => part.lost)), lost, line.key)
        assert.ok(own.every((part) => part.lost > 0))
      }
    }),
  )
})
