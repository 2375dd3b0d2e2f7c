import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import type { DraftEdit } from '../../../modules/scorecards/schemes/draft-edits.ts'
import type { DraftView } from '../../../modules/scorecards/schemes/view-types.ts'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  ButtonLink,
  Facts,
  type FormState,
  MoreActions,
  Notice,
  PageForm,
  PageHeading,
  readForm,
  TextAreaField,
  WhyNot,
} from '../../ui/index.ts'
import { attemptWork } from '../../workspace/attempt.ts'
import { getDesk } from '../../workspace/guard.ts'
import { DESK, SCHEMES } from '../addresses.ts'
import { draftLinePath, draftNodePath, draftPath, schemePath } from './addresses.ts'
import { Problems, seenOf } from './draft-parts.tsx'
import { DraftTree } from './draft-tree.tsx'

/** A draft of a scheme: its tree, what keeps it from being published, and publication. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const open = new URL(request.url).searchParams.get('mo')
  return { view: await page.services.scorecards.schemes.draft(page.actor, params.id ?? ''), open }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const id = params.id ?? ''
  const { actor } = page
  const { schemes } = page.services.scorecards
  const seen = Number(form.text('seen'))
  const act = form.text('viec')
  const flash = (key: string) => ({ status: 303, headers: { 'set-cookie': flashCookie({ key }) } })
  return attemptWork(form, async () => {
    if (act === 'cong-bo') {
      const { key } = await schemes.publish({ actor, id, seen, reason: form.text('ly-do') })
      return redirect(schemePath(key), flash('scorecards.draft.done.published'))
    }
    if (act === 'bo') {
      await schemes.discard({ actor, id, seen })
      return redirect(SCHEMES, flash('scorecards.draft.done.discarded'))
    }
    const edit = editOf(act)
    const { node } = await schemes.save({ actor, id, seen, edit })
    if (edit.kind === 'add' && node !== null) return redirect(draftNodePath(id, node), 303)
    const { draft } = await schemes.draft(actor, id)
    return redirect(node === null ? draftPath(id) : draftLinePath(id, draft.nodes, node), 303)
  })
}

/** "len:n3", "xuong:n3", "them:criterion:n3", as the buttons of the tree say it. */
function editOf(act: string): DraftEdit {
  const [word = '', first = '', second = ''] = act.split(':')
  if (word === 'them') {
    const nodeKind = first as Extract<DraftEdit, { kind: 'add' }>['nodeKind']
    return { kind: 'add', nodeKind, parent: second === '' ? null : second }
  }
  return { kind: 'move', id: first, by: word === 'len' ? -1 : 1 }
}

export default function DraftPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { t, format } = useShell()
  const { view, open } = loaderData
  const state = (actionData as { form: FormState } | undefined)?.form
  const act = state?.values.viec?.[0]
  const { draft } = view
  const stateOf = (own: boolean) => (own ? state : undefined)
  const isPublishing = act === 'cong-bo'
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.title'), to: DESK },
          { label: t('scorecards.schemes.title'), to: SCHEMES },
          { label: draft.key },
        ]}
      />
      <PageHeading kicker={t('scorecards.draft.kicker', { version: view.nextVersion })} faulty={state !== undefined}>
        {draft.vi || draft.key}
      </PageHeading>
      <p className="soft">{t('scorecards.draft.text', { by: view.savedBy, at: format.dateTime(view.savedAt) })}</p>
      <FrameNotice view={view} />
      <Problems view={view} />
      <Facts
        facts={[
          { term: t('scorecards.draft.field.max'), value: draft.max || t('scorecards.unknown') },
          { term: t('scorecards.draft.field.survey'), value: draft.survey || '–' },
          { term: t('scorecards.draft.field.fromYear'), value: draft.fromYear || t('scorecards.unknown') },
          { term: t('scorecards.draft.field.source'), value: draft.source || t('scorecards.unknown') },
        ]}
      />
      <Actions>
        <ButtonLink second to={`${draftPath(view.id)}/phan-dau`}>
          {t('scorecards.draft.head.link')}
        </ButtonLink>
      </Actions>
      <DraftTree view={view} open={open} state={stateOf(act !== undefined && !['cong-bo', 'bo'].includes(act))} />
      <Publish view={view} state={stateOf(isPublishing)} />
      <MoreActions label={t('scorecards.draft.discard.title')} open={act === 'bo'}>
        <PageForm state={stateOf(act === 'bo')} id="bo-nhap">
          <input type="hidden" name="seen" value={seenOf(view, stateOf(act === 'bo'))} />
          <p>{t('scorecards.draft.discard.text')}</p>
          <Actions>
            <Button name="viec" value="bo" tone="danger">
              {t('scorecards.draft.discard.button')}
            </Button>
          </Actions>
        </PageForm>
      </MoreActions>
    </>
  )
}

/** How much of a shipped frame the draft has, where the frame says how much there is. */
function FrameNotice({ view }: { view: DraftView }) {
  const { t, format } = useShell()
  const { counts, nodes } = view.draft
  if (counts === null) return null
  const has = {
    areas: nodes.filter(({ kind }) => kind === 'area').length,
    criteria: nodes.filter(({ kind }) => kind === 'criterion').length,
    components: nodes.filter(({ kind }) => kind === 'component').length,
  }
  const shown = (n: number | null) => (n === null ? t('scorecards.unknown') : format.number(n))
  return (
    <Notice tone="wait">
      <p>
        {t('scorecards.draft.frame', {
          areas: `${has.areas}/${shown(counts.areas)}`,
          criteria: `${has.criteria}/${shown(counts.criteria)}`,
          components: `${has.components}/${shown(counts.components)}`,
        })}
      </p>
    </Notice>
  )
}

function Publish({ view, state }: { view: DraftView; state: FormState | undefined }) {
  const { t } = useShell()
  const { problems, mayPublish } = view
  return (
    <section className="narrow">
      <h2>{t('scorecards.draft.publish.title')}</h2>
      {!mayPublish ? (
        <WhyNot>{t('scorecards.draft.publish.not_yours')}</WhyNot>
      ) : problems.length > 0 && state === undefined ? (
        <WhyNot>{t('scorecards.draft.publish.problems', { count: problems.length })}</WhyNot>
      ) : (
        <PageForm state={state} id="cong-bo">
          <input type="hidden" name="seen" value={seenOf(view, state)} />
          <p>{t('scorecards.draft.publish.text', { version: view.nextVersion })}</p>
          <TextAreaField name="ly-do" label={t('scorecards.draft.publish.reason')} rows={3} />
          <Actions>
            <Button name="viec" value="cong-bo">
              {t('scorecards.draft.publish.button', { version: view.nextVersion })}
            </Button>
          </Actions>
        </PageForm>
      )}
    </section>
  )
}
