export { getExternal, getExternalDesk, listExternal, listExternalDesk } from './external-views.ts'
export { confirmExternal, type EnterExternalRequest, enterExternal } from './write-external.ts'
