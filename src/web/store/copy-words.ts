import type { HeldPaper, StampFacts } from '../../modules/vault/papers/index.ts'
import { makeFormat } from '../format.ts'
import { translator } from '../locales/read-dictionary.ts'

/** The words that stand on an electronic copy, in Vietnamese: it is shown to offices. */
export function copyWords(of: { publicUrl: string; owner: string; now: number }) {
  const t = translator('vi')
  const format = makeFormat('vi', t)
  return (paper: HeldPaper, code: string): StampFacts => {
    const { title, number, issuer } = paper.details
    const facts: (readonly [string, string])[] = [
      [t('papers.copy.of'), title],
      [t('papers.number'), number],
      [t('papers.issuer'), issuer],
      [t('papers.issued_on'), paper.issuedOn === null ? '' : format.date(paper.issuedOn)],
      [t('papers.valid_to'), paper.validTo === null ? '' : format.date(paper.validTo)],
      [t('papers.copy.owner'), of.owner],
      [t('papers.copy.made_at'), format.dateTime(new Date(of.now))],
      [t('papers.copy.source_hash'), paper.fileHash.replace(/(.{16})(?=.)/g, '$1 ')],
      [t('papers.copy.code'), code],
    ]
    return {
      heading: t('papers.copy.heading'),
      facts: facts.filter(([, value]) => value !== ''),
      statement: t('papers.copy.statement'),
      strip: t('papers.copy.strip', { code }),
      address: `${of.publicUrl}/kiem-chung/${code}`,
      addressLine: `${of.publicUrl}/kiem-chung`,
    }
  }
}
