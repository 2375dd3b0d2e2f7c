export type { ExtractLine } from './extract-views.ts'
export type { OpenFigureKey, OpenShare } from './open-figures.ts'
export type { PublicFigures } from './public-figures.ts'
