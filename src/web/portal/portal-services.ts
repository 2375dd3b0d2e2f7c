import { type StoreServices, storeServices } from '../store/store-services.ts'
import { type DossierServices, dossierServices } from './services/dossiers.ts'
import { type DraftServices, draftServices } from './services/drafts.ts'
import { type OpenServices, openServices } from './services/open-figures.ts'
import type { PortalContext } from './services/portal-context.ts'
import { type ProcedureServices, procedureServices } from './services/procedures.ts'
import { type UploadServices, uploadServices } from './services/uploads.ts'

export type { PortalContext }

/** Everything the citizen's pages may ask. */
export interface PortalServices {
  procedures: ProcedureServices
  drafts: DraftServices
  dossiers: DossierServices
  open: OpenServices
  uploads: UploadServices
  papers: StoreServices
  /** Scheme, host and port under which people reach this site. */
  publicUrl: string
}

export function makePortalServices(context: PortalContext): PortalServices {
  return {
    procedures: procedureServices(context),
    drafts: draftServices(context),
    dossiers: dossierServices(context),
    open: openServices(context),
    uploads: uploadServices(context),
    papers: storeServices({ casework: context.casework, files: context.files, publicUrl: context.config.publicUrl }),
    publicUrl: context.config.publicUrl,
  }
}
