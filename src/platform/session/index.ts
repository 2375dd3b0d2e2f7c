export { hashPassword, insertAccounts, type NewAccount, setDisabled } from './account-store.ts'
export {
  type Accounts,
  type AccountsOptions,
  createAccounts,
  type OpenedSession,
  type SignInOutcome,
} from './accounts.ts'
export { hasDemoAccounts } from './demo-accounts.ts'

export { pruneSessions } from './login-attempts.ts'

export { type LoginPageState, loginRoutes } from './login-routes.ts'
export { type SessionPluginOptions, sessionPlugin } from './session-plugin.ts'
