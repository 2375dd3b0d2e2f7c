export { type NumberPage, type NumberRange, numbersOf } from './number-ranges.ts'
