/** What the law says of a procedure's result once it is issued. */
export interface ResultRule {
  procedureCode: string
  /** Months from the day of issue for which it is valid; null: until it is replaced or revoked. */
  validMonths: number | null
  /** Types of paper that the new result replaces, when the dossier used one of them. */
  replaces: readonly string[]
  /** Calendar days after which a result that nobody fetched is dealt with (domain: P15), and how. */
  unclaimedDays: number | null
  unclaimedThen: 'cancel' | 'archive' | null
  source: string
  /** Shown to officers as being checked. */
  unsure: boolean
}
