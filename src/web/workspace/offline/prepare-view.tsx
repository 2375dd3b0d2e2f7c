import { useShell } from '../../shell.ts'
import { Actions, Button, SelectField, TextField } from '../../ui/index.ts'
import { OfflineForm, View } from './view.tsx'

export interface Counter {
  mandateId: string
  name: string
}

/** Before the line breaks: what the machine takes along, and the PIN that opens it. */
export function PrepareView({ counters }: { counters: readonly Counter[] }) {
  const { t } = useShell()
  return (
    <View name="chuan-bi" heading={t('offline.prepare.title')}>
      <p>{t('offline.prepare.text')}</p>
      <ul>
        {['dossiers', 'numbers', 'sealed', 'again'].map((line) => (
          <li key={line}>{t(`offline.prepare.${line}`)}</li>
        ))}
      </ul>
      <OfflineForm name="prepare">
        {counters.length > 1 ? (
          <SelectField
            name="mandateId"
            label={t('intake.counter')}
            initial={counters[0]?.mandateId}
            choices={counters.map(({ mandateId, name }) => ({ value: mandateId, label: name }))}
          />
        ) : (
          <input type="hidden" name="mandateId" value={counters[0]?.mandateId ?? ''} />
        )}
        <PinField name="pin" label={t('offline.pin')} hint={t('offline.pin_hint')} />
        <PinField name="pinAgain" label={t('offline.pin_again')} />
        <Actions>
          <Button>{t('offline.prepare.button')}</Button>
        </Actions>
      </OfflineForm>
      <section id="ket-thuc" hidden>
        <OfflineForm name="close">
          <h3>{t('offline.close.title')}</h3>
          <p>{t('offline.close.text')}</p>
          <Actions>
            <button className="button second" type="submit">
              {t('offline.close.button')}
            </button>
          </Actions>
        </OfflineForm>
      </section>
    </View>
  )
}

function PinField({ name, label, hint }: { name: string; label: string; hint?: string }) {
  return (
    <TextField
      name={name}
      label={label}
      {...(hint === undefined ? {} : { hint })}
      type="password"
      inputMode="numeric"
      size="short"
      autoComplete="off"
      maxLength={12}
    />
  )
}

/** The machine is prepared; the PIN opens what it keeps. A forgotten one is made anew by whoever is logged in. */
export function UnlockView() {
  const { t } = useShell()
  return (
    <View name="mo-khoa" heading={t('offline.unlock.title')}>
      <p>{t('offline.unlock.text')}</p>
      <OfflineForm name="unlock">
        <PinField name="unlockPin" label={t('offline.pin')} />
        <Actions>
          <Button>{t('offline.unlock.button')}</Button>
        </Actions>
      </OfflineForm>
      <details className="disclosure">
        <summary>{t('offline.recover.title')}</summary>
        <p>{t('offline.recover.text')}</p>
        <OfflineForm name="recover">
          <PinField name="newPin" label={t('offline.recover.pin')} hint={t('offline.pin_hint')} />
          <Actions>
            <button className="button second" type="submit">
              {t('offline.recover.button')}
            </button>
          </Actions>
        </OfflineForm>
      </details>
    </View>
  )
}
