// Generated from the migrated database by `npm run codegen`. Do not edit.
// biome-ignore lint: generated
export interface DB {}
