export { hashPassword, insertAccounts, type NewAccount, setDisabled } from './account-store.ts'
export {
  type Accounts,
  type AccountsOptions,
  createAccounts,
  type OpenedSession,
  type SignInOutcome,
} from './accounts.ts'
export { hasDemoAccounts } from './demo-accounts.ts'
export { sessionRefusals } from './errors.ts'
export { localPath } from './local-path.ts'
export { clearAttempts, pruneSessions } from './login-attempts.ts'
export { isLoginName, normaliseLoginName } from './login-name.ts'
export { type LoginPageState, loginRoutes } from './login-routes.ts'
export { sendCookies, sessionPlugin, type SessionPluginOptions } from './session-plugin.ts'
