const LOGIN_NAME = /^[a-z0-9]+([._-][a-z0-9]+)*$/

export const SHORTEST_LOGIN_NAME = 3
export const LONGEST_LOGIN_NAME = 60
/** Longest text accepted where a login name or an e-mail address is typed. */
export const LONGEST_TYPED_NAME = 200

/** Fewest and most characters of a password, counted after NFKC normalisation. */
export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 128

/** A login name or e-mail address as it is compared: trimmed, composed, lower case. */
export function normaliseLoginName(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase()
}

/** Letters a-z, digits, and single dots, hyphens or underscores between them; 3 to 60 characters. */
export function isLoginName(name: string): boolean {
  return name.length >= SHORTEST_LOGIN_NAME && name.length <= LONGEST_LOGIN_NAME && LOGIN_NAME.test(name)
}

/** Whether a new password is long enough and can be typed again; the rule is the same for everybody. */
export function passwordFault(password: string): 'password_too_short' | 'password_too_long' | null {
  const { length } = [...password.normalize('NFKC')]
  if (length < SHORTEST_PASSWORD) return 'password_too_short'
  return length > LONGEST_PASSWORD ? 'password_too_long' : null
}
