export { getMap, type MapQuestion } from './map-views.ts'
