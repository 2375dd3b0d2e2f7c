import type { DossierPage } from '../../../modules/casework/views/view-types.ts'
import type { DossierId } from '../../../platform/ids.ts'
import type { PaperName } from '../../papers/dossier-papers.ts'
import { useShell } from '../../shell.ts'
import { Actions, Button, EmptyState, PageForm, PageHeading, RadioField } from '../../ui/index.ts'
import type { DeskPage } from '../guard.ts'

/** What is printed of many dossiers at once, most wanted first. */
const PRINTED: readonly PaperName[] = ['01', '06', '02', 'ban-giao', 'giao-nhan-buu-chinh', 'bien-nhan-ket-qua', '04']

export interface PrintChoice {
  name: PaperName
  /** How many of the picked dossiers have it. */
  count: number
}

/** Which papers the picked dossiers have. */
export async function printChoices(page: DeskPage, ids: readonly DossierId[]): Promise<PrintChoice[]> {
  const counts = new Map<PaperName, number>()
  for (const id of ids) {
    const dossier: DossierPage = await page.desk.getDossierPage(page.actor, id, page.locale)
    const names = new Set((await page.desk.listPapers(page.actor, dossier)).map((paper) => paper.name))
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return PRINTED.flatMap((name) => {
    const count = counts.get(name) ?? 0
    return count === 0 ? [] : [{ name, count }]
  })
}

/** Asks which paper; the answer is one PDF at an address of its own, so that closing it too early loses nothing. */
export function PrintMany({ ids, choices, back }: { ids: readonly string[]; choices: PrintChoice[]; back: string }) {
  const { t } = useShell()
  const [first] = choices
  return (
    <>
      <PageHeading>{t('documents.print_many.title', { count: ids.length })}</PageHeading>
      {first === undefined ? (
        <EmptyState title={t('documents.print_many.none')} text={t('documents.print_many.none_text')}>
          <p>
            <a href={back}>{t('workspace.bulk.back')}</a>
          </p>
        </EmptyState>
      ) : (
        <PageForm method="get" action="/lam-viec/giay.pdf">
          {ids.map((id) => (
            <input key={id} type="hidden" name="hs" value={id} />
          ))}
          <RadioField
            name="giay"
            label={t('documents.print_many.which')}
            hint={t('documents.print_many.hint')}
            initial={first.name}
            choices={choices.map(({ name, count }) => ({
              value: name,
              label: t(`documents.paper.${name}`),
              hint: t('documents.print_many.count', { count, all: ids.length }),
            }))}
          />
          <Actions>
            <Button>{t('documents.print_many.open')}</Button>
            <a href={back}>{t('workspace.bulk.back')}</a>
          </Actions>
        </PageForm>
      )}
    </>
  )
}
