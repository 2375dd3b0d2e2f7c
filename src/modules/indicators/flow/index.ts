export { type FlowQuestion, getFlow, getPassages, type PassagesQuestion } from './flow-views.ts'
