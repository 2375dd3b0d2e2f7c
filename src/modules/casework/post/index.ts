/** Hand-over records of the post. */
export {
  findOpenPostItem,
  getHandover,
  type HandoverItem,
  type HandoverLine,
  type HandoverPage,
  listHandovers,
} from './handover-views.ts'
export { type HandoverRequest, recordHandover } from './record-handover.ts'
