/** What the head makes of a result handed over unpaid: lets it stand, or sends it back to the desk to be collected. */
export const unpaidDecisions = ['acknowledged', 'collect'] as const
export type UnpaidDecision = (typeof unpaidDecisions)[number]
