import type { ApplicantDossierPage } from '../../modules/casework/views/view-types.ts'
import type { Limit } from '../../modules/catalogue/schemas.ts'
import type { RatingEvent } from '../../modules/feedback/index.ts'
import type { Translate } from '../locales/translate.ts'

/** What papers need of a dossier: as its officers see it or as its applicant does. */
export type PaperDossier = Omit<ApplicantDossierPage, 'forms'>

/** An agency as the head of a paper names it. */
export interface LetterHead {
  name: string
  /** The body directly above; null for people's committees, which name none. */
  superior: string | null
  /** The name of the place in "Hưng Yên, ngày …": the commune's or the province's. */
  place: string
  phone: string | null
}

/** Everything the builders of papers stand on; pure values. */
export interface PaperFacts {
  dossier: PaperDossier
  heads: { intake: LetterHead; competent: LetterHead; return: LetterHead }
  limit: Limit | null
  /** "phường Phố Hiến, tỉnh Hưng Yên" of the applicant's address; null when there is none. */
  applicantPlace: string | null
  /** Scheme, host and port of the QR codes. */
  publicUrl: string
  /** What whoever holds a slip rates by: the code a phone reads, and what is typed at the kiosk. */
  ratingOf(event: RatingEvent): { token: string; code: string }
  /** Papers are in Vietnamese, whatever the page's language. */
  t: Translate
}
