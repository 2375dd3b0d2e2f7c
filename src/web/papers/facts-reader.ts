import { type CaseworkContext, currentState } from '../../modules/casework/index.ts'
import { slipCode, slipToken } from '../../modules/feedback/index.ts'
import { type Agency, type AgencyTree, agencyTree } from '../../modules/organisation/index.ts'
import type { AgencyId } from '../../platform/ids.ts'
import type { Translate } from '../locales/translate.ts'
import type { LetterHead, PaperDossier, PaperFacts } from './paper-facts.ts'

export interface FactsReader {
  /** What papers need of a dossier that was just read for somebody who may see it. */
  of(dossier: PaperDossier): Promise<PaperFacts>
  head(id: AgencyId): LetterHead
}

/** Reads the organisation once, for as many papers as are wanted. */
export async function factsReader(
  { casework, publicUrl }: { casework: CaseworkContext; publicUrl: string },
  t: Translate,
): Promise<FactsReader> {
  const tree = await agencyTree(casework.db.read)
  const head = (id: AgencyId) => letterHead(tree, id)
  return {
    head,
    async of(dossier) {
      const { units, applicant } = dossier
      const { clock } = (await currentState(casework, dossier.dossierId)).state
      return {
        dossier,
        heads: { intake: head(units.intake.id), competent: head(units.competent.id), return: head(units.return.id) },
        limit: clock?.limit ?? null,
        applicantPlace: placeText(tree, applicant?.address?.communeCode, t),
        publicUrl,
        ratingOf(event) {
          const slip = { dossierId: dossier.dossierId, event }
          return { token: slipToken(casework.keys, slip), code: slipCode(casework.keys, slip) }
        },
        t,
      }
    },
  }
}

function letterHead(tree: AgencyTree, id: AgencyId): LetterHead {
  const agency = tree.byId(id)
  const parent = agency?.parentId == null ? undefined : tree.byId(agency.parentId)
  const isCommittee = agency?.unitType != null
  const territory = tree.lineOf(id).find((one) => one.unitType !== null)
  return {
    name: agency?.name ?? '',
    superior: isCommittee ? null : (parent?.name ?? null),
    place: territory === undefined ? '' : placeName(territory),
    phone: agency?.phone ?? parent?.phone ?? null,
  }
}

/** "Phố Hiến" out of "Ủy ban nhân dân phường Phố Hiến". */
function placeName({ name, unitType }: Agency): string {
  return unitType === null ? name : (name.split(`${unitType} `).at(-1) ?? name)
}

function placeText(tree: AgencyTree, communeCode: string | undefined, t: Translate): string | null {
  const commune = communeCode === undefined ? undefined : tree.byUnitCode(communeCode)
  if (commune === undefined) return null
  const province = tree.lineOf(commune.id).at(-1) ?? commune
  const place = (agency: Agency) => `${agency.unitType ?? ''} ${placeName(agency)}`.trim()
  return t('documents.place', { commune: place(commune), province: place(province) })
}
