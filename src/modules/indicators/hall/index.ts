export { getHallFigures } from './hall-views.ts'
