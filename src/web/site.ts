import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { CaseworkContext } from '../modules/casework/index.ts'
import type { DigitisationContext } from '../modules/digitisation/index.ts'
import type { DocumentsContext } from '../modules/documents/index.ts'
import type { AnswerContext } from '../modules/feedback/index.ts'
import type { MoneyContext } from '../modules/money/index.ts'
import type { NoticesContext } from '../modules/notices/index.ts'
import type { PetitionsContext } from '../modules/petitions/index.ts'
import type { QueueContext } from '../modules/queue/index.ts'
import type { SurveysContext } from '../modules/surveys/index.ts'
import type { Config } from '../platform/config.ts'
import type { Db } from '../platform/db.ts'
import type { FileInspector } from '../platform/files/file-inspector.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import type { Keyring } from '../platform/sealing/keyring.ts'
import { type Accounts, type LoginPageState, loginRoutes } from '../platform/session/index.ts'
import { makeTemplateServices } from './admin/template-services.ts'
import { BUILD_FOLDER } from './build.ts'
import type { OpenApiDocument } from './developer/operations.ts'
import { makeRatingServices } from './feedback/rating-services.ts'
import { makeFigureServices } from './figures/figure-services.ts'
import { makeFlowServices } from './figures/flow-services.ts'
import { makeReportServices } from './figures/report-services.ts'
import { readFlash } from './flash.ts'
import type { Locale } from './locales/translate.ts'
import { makeMoneyServices } from './money-services.ts'
import { type DemoMailbox, makeNoticeServices } from './notices/notice-services.ts'
import type { PageContext, WebConfig } from './page-context.ts'
import { paperRoutes } from './papers/paper-routes.ts'
import { makePaperServices } from './papers/paper-services.ts'
import { makeReceiptPapers } from './papers/receipt-papers.ts'
import { makePetitionServices } from './petitions/petition-services.ts'
import { portalRoutes } from './portal/portal-routes.ts'
import { makePortalServices } from './portal/portal-services.ts'
import { makeQueueServices } from './queue/queue-services.ts'
import { makeExternalServices } from './scorecards/external/external-services.ts'
import { makeScorecardServices } from './scorecards/scorecard-services.ts'
import { registerWeb } from './serve.ts'
import type { Services } from './services.ts'
import { storeRoutes } from './store/store-routes.ts'
import { makeSurveyServices } from './surveys/survey-services.ts'
import type { FormState } from './ui/form-state.ts'
import { makeDigitisationServices } from './workspace/services/digitisation.ts'
import { digitiseScanned } from './workspace/services/digitise-scanned.ts'
import { makeWorkspaceServices } from './workspace/services/workspace-services.ts'

/** What the site is made of. */
export interface SiteParts {
  config: Config
  db: Db
  keys: Keyring
  files: FileStore
  inspector: FileInspector
  accounts: Accounts
  casework: CaseworkContext
  money: MoneyContext
  queue: QueueContext
  digitisation: DigitisationContext
  notices: NoticesContext
  petitions: PetitionsContext
  ratings: AnswerContext
  /** What the demonstration's gateways received. */
  demoMailbox?: DemoMailbox
  documents: DocumentsContext
  surveys: SurveysContext
}

/** All that people see: the login forms, the pages, and what they may ask of the application. */
export async function registerSite(app: FastifyInstance, parts: SiteParts): Promise<void> {
  const services = servicesOf(app, parts)
  const config = await webConfig(parts)
  const pages = await registerWeb(app, {
    buildDir: BUILD_FOLDER,
    dev: parts.config.web === 'dev',
    loadContext: async (request, locale) => pageContext(request, locale, { services, config }),
  })
  await app.register(async (forms) => {
    forms.setErrorHandler((error, request, reply) => pages.fail(error, request, reply))
    await forms.register(portalRoutes, { portal: services.portal, files: parts.files, sendPage: pages.send })
    await forms.register(storeRoutes, { papers: services.portal.papers, files: parts.files, sendPage: pages.send })
    await forms.register(paperRoutes, {
      papers: makePaperServices({ ...parts, publicUrl: parts.config.publicUrl }),
      receipts: makeReceiptPapers({ ...parts, money: services.money, publicUrl: parts.config.publicUrl }),
      templates: services.templates,
      sendPage: pages.send,
    })
    await forms.register(loginRoutes, {
      accounts: parts.accounts,
      sendLoginPage: (request, reply, state) =>
        pages.send(request, reply, {
          path: '/dang-nhap',
          status: 422,
          posted: { kind: 'login', form: loginForm(state) },
        }),
    })
  })
}

function servicesOf(app: FastifyInstance, parts: SiteParts): Services {
  const { db, keys, casework, notices, files, inspector, config, demoMailbox } = parts
  const money = makeMoneyServices(parts.money)
  const store = { store: files, inspector, mostBytes: config.uploadBytes }
  return {
    money,
    digitisation: makeDigitisationServices(parts.digitisation),
    portal: makePortalServices({ db, keys, casework, files, inspector, config }),
    workspace: makeWorkspaceServices({
      casework,
      files: store,
      accepted: money.accepted,
      digitise: (actor, scanned) =>
        digitiseScanned(parts.digitisation, actor, scanned).catch((err: unknown) => {
          // The dossier stands; its papers can be scanned again.
          app.log.error({ err }, 'a scan could not be begun')
        }),
    }),
    queue: makeQueueServices(parts.queue, config.publicUrl),
    notices: makeNoticeServices({
      notices,
      demo: config.demo,
      ...(demoMailbox === undefined ? {} : { demoMailbox }),
    }),
    ratings: makeRatingServices(parts.ratings),
    petitions: makePetitionServices({
      context: parts.petitions,
      files,
      inspector,
      publicUrl: config.publicUrl,
      uploadBytes: config.uploadBytes,
    }),
    figures: makeFigureServices(db),
    flow: makeFlowServices({ casework }),
    reports: makeReportServices({ db, casework, documents: parts.documents, publicUrl: config.publicUrl }),
    surveys: makeSurveyServices(parts.surveys, config.publicUrl),
    scorecards: makeScorecardServices({ db, files, surveys: parts.surveys, publicUrl: config.publicUrl }),
    external: makeExternalServices({ db }),
    templates: makeTemplateServices(parts.documents),
    developer: { openApi: () => app.swagger() as OpenApiDocument, publicUrl: config.publicUrl },
  }
}

async function webConfig(parts: SiteParts): Promise<WebConfig> {
  const directory = await parts.casework.directory()
  const { config } = parts
  return {
    province: { name: placeName(directory.province()) },
    onlineFiling: config.onlineFiling,
    nationalPortalUrl: config.nationalPortalUrl,
    demo: config.demo,
  }
}

/** The name of the place out of the name of its authority: what stands behind the kind of unit. */
function placeName({ name, unitType }: { name: string; unitType?: string | null }): string {
  const parts = unitType == null ? [name] : name.split(`${unitType} `)
  return parts.at(-1) ?? name
}

async function pageContext(
  request: FastifyRequest,
  locale: Locale,
  fixed: Pick<PageContext, 'services' | 'config'>,
): Promise<PageContext> {
  const flash = readFlash(request.headers.cookie)
  const { actor } = request
  return {
    ...(actor.kind === 'citizen' ? { unread: await fixed.services.notices.unread(actor) } : {}),
    ...fixed,
    actor,
    ...(request.userName === null ? {} : { actorName: request.userName }),
    locale,
    requestId: request.id,
    address: request.ip,
    ...(flash === undefined ? {} : { flash }),
  }
}

/** The login form as it is shown again; the password is never put back. */
function loginForm({ loginName, next, fault }: LoginPageState): FormState {
  return {
    values: { ten: [loginName], tiep: [next] },
    faults: [{ path: 'ten', key: `session.login.${fault.code}`, params: fault.params }],
  }
}
