import { useShell } from '../../shell.ts'
import { LinkButton, MoreActions, SecondButton } from '../../ui/index.ts'
import type { IntakeWork } from './intake-work.ts'

/** Dossiers laid ready, to be received together; and the two ways to lay this one beside them. */
export function BasketSection({ work: { basket, form } }: { work: IntakeWork }) {
  const { t } = useShell()
  const hidden = form.values.basket ?? []
  return (
    <section aria-labelledby="nhom">
      {hidden.map((text) => (
        <input key={text} type="hidden" name="basket" value={text} />
      ))}
      {['groupId', 'grouped', 'acceptCommandId', 'postItem', 'heldFor'].map((name) => (
        <input key={name} type="hidden" name={name} value={form.values[name]?.[0] ?? ''} />
      ))}
      {basket.length > 0 && (
        <>
          <h2 id="nhom">{t('intake.group', { count: basket.length })}</h2>
          <ol className="list">
            {basket.map((item, at) => (
              <li key={hidden[at]}>
                <b>{item.name}</b> <span className="soft num">{item.code}</span>{' '}
                <LinkButton name="back" value={String(at)}>
                  {t('intake.take_back')}
                </LinkButton>
              </li>
            ))}
          </ol>
        </>
      )}
      <MoreActions label={t('intake.together')}>
        <p className="soft">{t('intake.together_text')}</p>
        <p className="actions">
          <SecondButton name="act" value="add-procedure">
            {t('intake.add_procedure')}
          </SecondButton>
          <SecondButton name="act" value="add-person">
            {t('intake.add_person')}
          </SecondButton>
        </p>
      </MoreActions>
    </section>
  )
}
