import type { FastifyInstance, FastifyRequest } from 'fastify'
import { portalRoutes } from './portal/portal-routes.ts'
import { makePortalServices } from './portal/portal-services.ts'
import type { Parts } from '../parts.ts'
import { type LoginPageState, loginRoutes } from '../platform/session/index.ts'
import { BUILD_FOLDER } from './build.ts'
import type { OpenApiDocument } from './developer/operations.ts'
import { readFlash } from './flash.ts'
import type { Locale } from './locales/translate.ts'
import type { PageContext, WebConfig } from './page-context.ts'
import { registerWeb } from './serve.ts'
import type { Services } from './services.ts'
import type { FormState } from './ui/form-state.ts'
import { makeWorkspaceServices } from './workspace/services/workspace-services.ts'

/** All that people see: the login forms, the pages, and what they may ask of the application. */
export async function registerSite(app: FastifyInstance, parts: Parts): Promise<void> {
  const services = servicesOf(app, parts)
  const config = await webConfig(parts)
  const pages = await registerWeb(app, {
    buildDir: BUILD_FOLDER,
    dev: parts.config.web === 'dev',
    loadContext: async (request, locale) => pageContext(request, locale, { services, config }),
  })
  await app.register(portalRoutes, { portal: services.portal, files: parts.files, sendPage: pages.send })
  await app.register(loginRoutes, {
    accounts: parts.accounts,
    sendLoginPage: (request, reply, state) =>
      pages.send(request, reply, {
        path: '/dang-nhap',
        status: 422,
        posted: { kind: 'login', form: loginForm(state) },
      }),
  })
}

function servicesOf(app: FastifyInstance, parts: Parts): Services {
  const { db, keys, casework, files, inspector, config } = parts
  return {
    portal: makePortalServices({ db, keys, casework, files, inspector, config }),
    workspace: makeWorkspaceServices({ casework, files: { store: files, inspector, mostBytes: config.uploadBytes } }),
    developer: { openApi: () => app.swagger() as OpenApiDocument, publicUrl: config.publicUrl },
  }
}

async function webConfig(parts: Parts): Promise<WebConfig> {
  const directory = await parts.casework.directory()
  const { config } = parts
  return {
    province: { name: directory.province().name.replace(/^(Tỉnh|Thành phố|UBND tỉnh|Ủy ban nhân dân tỉnh) /iu, '') },
    onlineFiling: config.onlineFiling,
    nationalPortalUrl: config.nationalPortalUrl,
    demo: config.demo,
  }
}

async function pageContext(
  request: FastifyRequest,
  locale: Locale,
  fixed: Pick<PageContext, 'services' | 'config'>,
): Promise<PageContext> {
  const flash = readFlash(request.headers.cookie)
  return {
    ...fixed,
    actor: request.actor,
    ...(request.userName === null ? {} : { actorName: request.userName }),
    locale,
    requestId: request.id,
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
