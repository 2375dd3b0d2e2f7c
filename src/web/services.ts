/**
 * What pages may ask of the application. Each module's web helper adds its own member by declaration here; the
 * application builds the object once and hands it to every request through `PageContext`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: members are added module by module
export interface Services {}
