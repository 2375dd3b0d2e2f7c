import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import { type Choice, Facts, RadioField, SelectField } from '../../ui/index.ts'
import type { CommuneChoice, DraftPage } from '../services/drafts.ts'
import { feeText, limitNote, limitText, official } from '../texts.ts'
import { loadSection, saveSection } from './section-form.ts'
import { SectionPage } from './step-frame.tsx'

export const loader = (args: LoaderFunctionArgs) => loadSection(args, 'place')
export const action = (args: ActionFunctionArgs) => saveSection(args, 'place')

/** Step 1: which case it is and which commune decides. */
export default function PlaceStep({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, locale } = useShell()
  const { draft } = loaderData
  const saved = draft.sections.place ?? {}
  const communes = communeChoices(draft.communes)
  return (
    <SectionPage
      section="place"
      load={loaderData}
      answer={actionData}
      theirs={(fields) => [
        { term: t('portal.apply.place.case'), value: caseName(draft, fields.caseKey, locale) },
        {
          term: t('portal.apply.place.commune'),
          value: communeName(draft, fields.communeCode || fields.processingCommuneCode),
        },
      ]}
    >
      {draft.cases.length > 1 && (
        <RadioField
          name="caseKey"
          label={t('portal.apply.place.case')}
          initial={saved.caseKey}
          choices={draft.cases.map((kase) => ({
            value: kase.key,
            label: official(kase.name, locale),
            ...(kase.condition === null ? {} : { hint: kase.condition }),
          }))}
        />
      )}
      {draft.needsCommune && (
        <SelectField
          name="communeCode"
          label={t('portal.apply.place.commune')}
          hint={t('portal.apply.place.commune_hint')}
          choices={communes}
          initial={saved.communeCode ?? draft.prefill['address/communeCode']}
        />
      )}
      {draft.needsProcessingCommune && (
        <SelectField
          name="processingCommuneCode"
          label={t('portal.apply.place.processing')}
          hint={t('portal.apply.place.processing_hint')}
          choices={communes}
          initial={saved.processingCommuneCode}
        />
      )}
      <DraftFacts draft={draft} />
    </SectionPage>
  )
}

/** Who decides, how long it takes and what it costs, as far as it is known already. */
export function DraftFacts({ draft }: { draft: DraftPage }) {
  const shell = useShell()
  const { t } = shell
  const note = limitNote(draft.limit, t)
  const facts = [
    ...(draft.agencyName === null ? [] : [{ term: t('portal.procedure.decides'), value: draft.agencyName }]),
    {
      term: t('portal.procedure.limit'),
      value: limitText(draft.limit, shell),
      note: note === null ? t('portal.apply.limit_note') : `${note}. ${t('portal.apply.limit_note')}`,
    },
    {
      term: t('portal.procedure.fee'),
      value: draft.free
        ? t('portal.fee.free_word')
        : draft.fees.length === 0
          ? t('portal.limit.unknown')
          : draft.fees.map((line) => <div key={line.raw + line.kind}>{feeText(line, shell)}</div>),
    },
  ]
  return <Facts facts={facts} />
}

/** Communes to choose from, wards first, each group in the order of the alphabet. */
export function communeChoices(communes: readonly CommuneChoice[]): Choice[] {
  return communes.map(({ code, name, type }) => ({ value: code, label: name, group: capitalised(type) }))
}

export function communeName(draft: Pick<DraftPage, 'communes'>, code: string | undefined): string {
  return draft.communes.find((commune) => commune.code === code)?.name ?? '–'
}

export function caseName(draft: Pick<DraftPage, 'cases'>, key: string | undefined, locale: 'vi' | 'en'): string {
  const kase = draft.cases.find((one) => one.key === key) ?? draft.cases[0]
  return kase === undefined ? '–' : official(kase.name, locale)
}

function capitalised(word: string): string {
  return word.charAt(0).toLocaleUpperCase('vi') + word.slice(1)
}
