/** A survey's round: states and the numbers that its rules turn on. */
export const roundStates = ['prepared', 'open', 'closed', 'published'] as const
export type RoundState = (typeof roundStates)[number]
export type Formula = 'top_two' | 'mean'
/** Who is asked: whose dossiers came back; businesses or people on a list (patients, parents, pupils). */
export const populations = ['dossiers', 'businesses', 'people'] as const
export type Population = (typeof populations)[number]

export const formulas: readonly Formula[] = ['top_two', 'mean']
export type StrataBy = 'agency' | 'commune' | 'field' | 'list'
export const strataChoices: readonly StrataBy[] = ['agency', 'commune', 'field']
export const channels = ['link', 'message', 'letter', 'counter', 'paper', 'phone'] as const
export type Channel = (typeof channels)[number]

/** Groups of fewer ballots than this are not told apart: not in the table of ballots, not in a result. */
export const SMALLEST_GROUP = 5
export const MOST_PER_STRATUM = 2000
/** The stratum of units whose own stratum is too small in the frame, and the one of ballots whose stratum had too few when the round closed. */
export const MERGED = 'merged'
export const MERGED_AT_CLOSE = 'merged_at_close'

/** The files that are open to all: the frame from the draw on, the others once the result is published. */
export const openFiles = ['khung-mau.csv', 'phieu.csv', 'tu-dien.csv', 'ket-qua.json'] as const
export type OpenFile = (typeof openFiles)[number]
