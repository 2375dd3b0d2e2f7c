export { getPublicRoundLook, getPublicSheetLook, getRoundLook, getSheetLook } from './look-views.ts'
