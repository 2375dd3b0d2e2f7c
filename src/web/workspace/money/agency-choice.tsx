import { useShell } from '../../shell.ts'
import { SecondButton } from '../../ui/index.ts'

interface Choosable {
  agencyId: string
  name: string
}

/** The agency that the address names, of those one may look into; the first when it names none. */
export function chosenAgency<Agency extends Choosable>(request: Request, agencies: readonly Agency[]): Agency | null {
  const wanted = new URL(request.url).searchParams.get('co-quan')
  return agencies.find((agency) => agency.agencyId === wanted) ?? agencies[0] ?? null
}

/** Chooses among several agencies; with one it only says which. */
export function AgencyChoice({
  agencies,
  chosen,
  on,
}: {
  agencies: readonly Choosable[]
  chosen: Choosable | null
  /** The day that is kept when another agency is chosen. */
  on?: string
}) {
  const { t } = useShell()
  if (chosen === null) return null
  if (agencies.length === 1) return <p className="soft">{chosen.name}</p>
  return (
    <form method="get" className="search">
      {on !== undefined && <input type="hidden" name="ngay" value={on} />}
      <label htmlFor="co-quan">{t('money.agency')}</label>
      <select id="co-quan" name="co-quan" defaultValue={chosen.agencyId}>
        {agencies.map((agency) => (
          <option key={agency.agencyId} value={agency.agencyId}>
            {agency.name}
          </option>
        ))}
      </select>
      <SecondButton>{t('money.show')}</SecondButton>
    </form>
  )
}
