import { useShell } from '../../shell.ts'
import { FileField, type FormState, Notice, PageForm, SecondButton } from '../../ui/index.ts'

export type Compared = 'same' | 'differs'

/** Whether a file of the visitor's is the very one that was issued. */
export function CompareFile({ compared, state }: { compared: Compared | null; state: FormState | undefined }) {
  const { t } = useShell()
  return (
    <>
      <h2>{t('portal.verify.compare')}</h2>
      <p>{t('portal.verify.compare_text')}</p>
      {compared !== null && (
        <Notice tone={compared === 'same' ? 'ok' : 'late'} title={t(`portal.verify.${compared}`)} urgent>
          <p>{t(`portal.verify.${compared}_text`)}</p>
        </Notice>
      )}
      <PageForm files state={state}>
        <FileField name="file" label={t('portal.verify.file')} />
        <SecondButton>{t('portal.verify.compare_do')}</SecondButton>
      </PageForm>
      <p>
        <a href="/kiem-chung">{t('portal.verify.another')}</a>
      </p>
    </>
  )
}
