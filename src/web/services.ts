import type { TemplateServices } from './admin/template-services.ts'
import type { OpenApiDocument } from './developer/operations.ts'
import type { RatingServices } from './feedback/rating-services.ts'
import type { FigureServices } from './figures/figure-services.ts'
import type { FlowServices } from './figures/flow-services.ts'
import type { ReportServices } from './figures/report-services.ts'
import type { MoneyServices } from './money-services.ts'
import type { NoticeServices } from './notices/notice-services.ts'
import type { PetitionServices } from './petitions/petition-services.ts'
import type { PortalServices } from './portal/portal-services.ts'
import type { QueueServices } from './queue/queue-services.ts'
import type { ExternalServices } from './scorecards/external/external-services.ts'
import type { ScorecardServices } from './scorecards/scorecard-services.ts'
import type { SurveyServices } from './surveys/survey-services.ts'
import type { DigitisationServices } from './workspace/services/digitisation.ts'
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
  /** Fees and charges: on the citizen's pages and at the counter. */
  money: MoneyServices
  /** Kiosk, waiting, booking, hall and counter. */
  queue: QueueServices
  /** The pages on scanned papers. */
  digitisation: DigitisationServices
  /** The officers' pages. */
  workspace: WorkspaceServices
  /** Notices and apologies, for both. */
  notices: NoticeServices
  /** Ratings, for both. */
  ratings: RatingServices
  /** Petitions, for both. */
  petitions: PetitionServices
  /** Figures. */
  figures: FigureServices
  /** Where time is lost, alerts, the map of communes, the hall's figures. */
  flow: FlowServices
  /** Reports on the figures: drafts, signatures, files. */
  reports: ReportServices
  /** Surveys, for everybody and for those who run them. */
  surveys: SurveyServices
  /** Rounds of scorecards. */
  scorecards: ScorecardServices
  /** The province in indices that others keep. */
  external: ExternalServices
  /** The administrators' pages of templates. */
  templates: TemplateServices
}
