import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from 'react-router'
import { flashCookie } from '../../flash.ts'
import type { PageProps } from '../../page-props.ts'
import { useShell } from '../../shell.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  type FormState,
  MoreActions,
  PageForm,
  PageHeading,
  readForm,
  WhyNot,
} from '../../ui/index.ts'
import { attemptWork } from '../../workspace/attempt.ts'
import { getDesk } from '../../workspace/guard.ts'
import { SCHEMES } from '../addresses.ts'
import { draftLinePath, draftNodePath, draftPath } from './addresses.ts'
import { readNode } from './draft-form.ts'
import { DraftNodeFields } from './draft-node-fields.tsx'
import { problemState, seenOf } from './draft-parts.tsx'

/** One line of a draft. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const page = getDesk(context)
  const view = await page.services.scorecards.schemes.draft(page.actor, params.id ?? '')
  const node = view.draft.nodes.find(({ id }) => id === params.node)
  if (node === undefined) throw data(null, { status: 404 })
  return { view, node }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const page = getDesk(context)
  const form = await readForm(request)
  const [id, nodeId] = [params.id ?? '', params.node ?? '']
  const { schemes } = page.services.scorecards
  const { actor } = page
  const seen = Number(form.text('seen'))
  const flash = (key: string) => ({ status: 303, headers: { 'set-cookie': flashCookie({ key }) } })
  return attemptWork(form, async () => {
    const { nodes } = (await schemes.draft(actor, id)).draft
    const before = nodes.find((one) => one.id === nodeId)
    if (before === undefined) throw data(null, { status: 404 })
    if (form.text('viec') === 'bo') {
      await schemes.save({ actor, id, seen, edit: { kind: 'remove', id: nodeId } })
      const to = before.parent === null ? draftPath(id) : draftLinePath(id, nodes, before.parent)
      return redirect(to, flash('scorecards.draft.done.removed'))
    }
    await schemes.save({ actor, id, seen, edit: { kind: 'node', id: nodeId, node: readNode(form, before) } })
    // A line that is not right yet is shown again, with what is wrong at its fields.
    const { problems, draft } = await schemes.draft(actor, id)
    const isWhole = problems.every(({ node }) => node !== nodeId)
    const to = isWhole ? draftLinePath(id, draft.nodes, nodeId) : draftNodePath(id, nodeId)
    return redirect(to, flash('scorecards.draft.done.saved'))
  })
}

export default function DraftNodePage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const shell = useShell()
  const { t } = shell
  const { view, node } = loaderData
  const sent = (actionData as { form: FormState } | undefined)?.form
  const isRemoving = sent?.values.viec?.[0] === 'bo'
  // What was only just added is empty, which need not be told.
  const own = node.vi === '' && node.max === '' ? [] : view.problems.filter((problem) => problem.node === node.id)
  const state = sent === undefined || isRemoving ? problemState(own, shell) : sent
  const hasParts = view.draft.nodes.some(({ parent }) => parent === node.id)
  return (
    <div className="narrow">
      <Breadcrumbs
        crumbs={[
          { label: t('scorecards.schemes.title'), to: SCHEMES },
          { label: view.draft.vi || view.draft.key, to: draftLinePath(view.id, view.draft.nodes, node.id) },
          { label: node.key || t('scorecards.draft.nameless') },
        ]}
      />
      <PageHeading kicker={t(`scorecards.draft.node.${node.kind}`)} faulty={sent !== undefined}>
        {node.vi || t('scorecards.draft.nameless')}
      </PageHeading>
      <PageForm state={state} keep={`bo-tieu-chi-${view.id}-${node.id}`}>
        <input type="hidden" name="seen" value={seenOf(view, sent)} />
        <DraftNodeFields view={view} node={node} />
        <Actions>
          <Button name="viec" value="ghi">
            {t('scorecards.draft.save')}
          </Button>
        </Actions>
      </PageForm>
      <MoreActions label={t('scorecards.draft.remove.title')} open={isRemoving}>
        {hasParts ? (
          <WhyNot>{t('error.scorecards.draft_has_children')}</WhyNot>
        ) : (
          <PageForm state={isRemoving ? sent : undefined} id="bo-muc">
            <input type="hidden" name="seen" value={seenOf(view, sent)} />
            <Actions>
              <Button name="viec" value="bo" tone="danger">
                {t('scorecards.draft.remove.button')}
              </Button>
            </Actions>
          </PageForm>
        )}
      </MoreActions>
    </div>
  )
}
