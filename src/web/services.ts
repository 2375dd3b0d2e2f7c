import type { OpenApiDocument } from './developer/operations.ts'
import type { PortalServices } from './portal/portal-services.ts'
import type { WorkspaceServices } from './workspace/services/workspace-services.ts'

/**
 * What pages may ask of the application. Each module's web helper adds its own member by declaration here; the
 * application builds the object once and hands it to every request through `PageContext`.
 */
export interface Services {
  /** The citizen's pages. */
  portal: PortalServices
  /** The page to read the API. */
  developer: { openApi(): OpenApiDocument; publicUrl: string }
  /** The officers' pages. */
  workspace: WorkspaceServices
}
