import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { RoundUnit, RoundView } from '../../modules/scorecards/view-types.ts'
import { said } from '../figures/texts.ts'
import { flashCookie } from '../flash.ts'
import type { PageProps } from '../page-props.ts'
import { useShell } from '../shell.ts'
import {
  Actions,
  Breadcrumbs,
  ButtonLink,
  DataTable,
  EmptyState,
  Facts,
  type FormState,
  PageForm,
  PageHeading,
  readForm,
  SecondButton,
  SelectField,
  Tag,
  WhyNot,
} from '../ui/index.ts'
import { attemptWork } from '../workspace/attempt.ts'
import { getDesk } from '../workspace/guard.ts'
import { DESK, publicRoundPath, roundPath, sheetPath } from './addresses.ts'
import { isAsked, UnitFilter } from './looks/ranking.tsx'
import { PublishedNotice, SchemeNotice } from './sheet-parts.tsx'
import { phaseTone, pointsText } from './texts.ts'

/** One round: how far each unit is, who verifies, and publication. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  return { view: await page.services.scorecards.round(page.actor, params.id ?? '') }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const roundId = params.id ?? ''
  return attemptWork(form, async () => {
    const userId = form.text('nguoi')
    await page.services.scorecards.act({
      actor: page.actor,
      sheetId: form.text('phieu'),
      wish: { kind: 'assign', userId },
    })
    return redirect(roundPath(roundId), {
      status: 303,
      headers: { 'set-cookie': flashCookie({ key: 'scorecards.done.assigned' }) },
    })
  })
}

export default function RoundPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t, format, location } = shell
  const { view } = loaderData
  const search = new URLSearchParams(location.search)
  const kinds = [...new Set(view.units.map(({ kind }) => kind))]
  const shown = view.units.filter(({ unit, kind }) => isAsked({ name: unit, kind }, search))
  const state = (actionData as { form: FormState } | undefined)?.form
  const title = `${said(view.scheme.name, shell)} ${view.year}`
  return (
    <>
      <Breadcrumbs crumbs={[{ label: t('scorecards.title'), to: DESK }, { label: String(view.year) }]} />
      <PageHeading faulty={state !== undefined}>{title}</PageHeading>
      <SchemeNotice scheme={view.scheme} />
      {view.published !== null && <PublishedNotice published={view.published} />}
      <Facts
        facts={[
          { term: t('scorecards.open.self_until'), value: format.weekdayDate(view.selfUntil) },
          { term: t('scorecards.open.verify_until'), value: format.weekdayDate(view.verifyUntil) },
          { term: t('scorecards.open.appeal_until'), value: format.weekdayDate(view.appealUntil) },
        ]}
      />
      <UnitFilter kinds={kinds} search={search} />
      {shown.length === 0 && <EmptyState title={t('looks.ranking.none')} />}
      {kinds.map((kind) => (
        <Units key={kind} kind={kind} view={{ ...view, units: shown.filter((unit) => unit.kind === kind) }} />
      ))}
      {view.published !== null && <p className="soft small">{t('scorecards.tie_rule')}</p>}
      <p>
        <a href={`${roundPath(view.id)}/so-sanh`}>{t('looks.round.link')}</a>
      </p>
      {view.published === null && <Assign view={view} state={state} />}
      <Actions>
        <ButtonLink second to={`${roundPath(view.id)}/bang-diem.xlsx`}>
          {t('scorecards.file.link')}
        </ButtonLink>
        <ButtonLink second to={`${roundPath(view.id)}/thay-doi`}>
          {t('scorecards.changes.title')}
        </ButtonLink>
        {view.follows !== null && (
          <ButtonLink second to={`${roundPath(view.id)}/minh-chung-tinh.xlsx`}>
            {t('scorecards.external.link', { name: said(view.follows.name, shell) })}
          </ButtonLink>
        )}
        {view.published !== null && (
          <ButtonLink second to={publicRoundPath(view.id)}>
            {t('scorecards.public.link')}
          </ButtonLink>
        )}
        {view.mayPublish && view.unready.length === 0 && (
          <ButtonLink to={`${roundPath(view.id)}/cong-bo`}>{t('scorecards.publish.link')}</ButtonLink>
        )}
      </Actions>
      {view.mayPublish && view.unready.length > 0 && (
        <WhyNot>{t('scorecards.publish.unready', { units: view.unready.join('; ') })}</WhyNot>
      )}
    </>
  )
}

function Units({ kind, view }: { kind: string; view: RoundView }) {
  const shell = useShell()
  const { t } = shell
  const points = (key: 'self' | 'verified' | 'final') => ({
    key,
    label: t(`scorecards.column.${key}`),
    align: 'right' as const,
    cell: ({ total }: RoundUnit) => pointsText(total[key], view.scheme, shell),
  })
  const title = t(`scorecards.unit_kind.${kind}`)
  if (view.units.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <DataTable<RoundUnit>
        caption={title}
        rows={view.units}
        rowKey={({ sheetId }) => sheetId}
        columns={[
          {
            key: 'unit',
            label: t('scorecards.column.unit'),
            lead: true,
            cell: ({ sheetId, unit }) => <a href={sheetPath(sheetId)}>{unit}</a>,
          },
          {
            key: 'phase',
            label: t('scorecards.column.phase'),
            cell: ({ phase, appeals }) => (
              <>
                <Tag tone={phaseTone(phase)}>{t(`scorecards.phase.${phase}`)}</Tag>
                {appeals > 0 && <Tag tone="wait">{t('scorecards.appeal.count', { count: appeals })}</Tag>}
              </>
            ),
          },
          {
            key: 'verifiers',
            label: t('scorecards.column.verifiers'),
            cell: ({ verifiers }) => verifiers.join(', ') || t('scorecards.round.no_verifier'),
          },
          points('self'),
          points('verified'),
          points('final'),
          ...(view.published === null
            ? []
            : [
                {
                  key: 'place',
                  label: t('scorecards.column.place'),
                  align: 'right' as const,
                  cell: ({ place }: RoundUnit) => place ?? '–',
                },
              ]),
        ]}
      />
    </section>
  )
}

function Assign({ view, state }: { view: RoundView; state: FormState | undefined }) {
  const { t } = useShell()
  return (
    <section>
      <h2>{t('scorecards.assign.title')}</h2>
      <p className="soft">{t('scorecards.assign.text')}</p>
      <PageForm state={state}>
        <SelectField
          name="phieu"
          label={t('scorecards.column.unit')}
          choices={view.units.map(({ sheetId, unit }) => ({ value: sheetId, label: unit }))}
        />
        <SelectField
          name="nguoi"
          label={t('scorecards.assign.who')}
          choices={view.verifierChoices.map(({ userId, name, agency }) => ({
            value: userId,
            label: name,
            group: agency,
          }))}
        />
        <Actions>
          <SecondButton>{t('scorecards.assign.button')}</SecondButton>
        </Actions>
      </PageForm>
    </section>
  )
}
