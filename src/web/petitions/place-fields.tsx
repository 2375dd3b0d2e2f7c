import { useShell } from '../shell.ts'
import { type Choice, Enhance, type FormState, SelectField, TextField } from '../ui/index.ts'
import type { PetitionCommune } from './petition-services.ts'

/** Where it happened: in words, the commune, and the spot, which a telephone can find by itself. None of it is needed. */
export function PlaceFields({
  communes,
  state,
}: {
  communes: readonly PetitionCommune[]
  state: FormState | undefined
}) {
  const { t } = useShell()
  const isSpotOpen = ['latitude', 'longitude'].some(
    (name) => (state?.values[name]?.[0] ?? '') !== '' || state?.faults.some(({ path }) => path === name),
  )
  return (
    <>
      <TextField
        name="place"
        label={t('petitions.form.place')}
        hint={t('petitions.form.place_hint')}
        optional
        maxLength={300}
      />
      <SelectField
        name="communeCode"
        label={t('petitions.form.commune')}
        hint={t('petitions.form.commune_hint')}
        optional
        choices={communeChoices(communes)}
      />
      <details
        className="field disclosure"
        open={isSpotOpen}
        data-locate={t('petitions.form.locate')}
        data-locating={t('petitions.form.locating')}
        data-located={t('petitions.form.located')}
        data-locate-failed={t('petitions.form.locate_failed')}
      >
        <summary>{t('petitions.form.spot')}</summary>
        <p>{t('petitions.form.spot_text')}</p>
        <TextField
          name="latitude"
          label={t('petitions.form.latitude')}
          optional
          size="medium"
          inputMode="decimal"
          maxLength={20}
        />
        <TextField
          name="longitude"
          label={t('petitions.form.longitude')}
          optional
          size="medium"
          inputMode="decimal"
          maxLength={20}
        />
      </details>
      <Enhance script="locate" />
    </>
  )
}

/** Communes under the kind of unit they are. */
export function communeChoices(communes: readonly PetitionCommune[]): Choice[] {
  return communes.map(({ code, name, type }) => ({
    value: code,
    label: name,
    group: type.charAt(0).toLocaleUpperCase('vi') + type.slice(1),
  }))
}
