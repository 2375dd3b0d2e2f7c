import assert from 'node:assert/strict'
import { test } from 'node:test'
import { taskScopes } from '../../modules/casework/views/view-types.ts'
import { mandateRoles, type Role } from '../../modules/organisation/roles.ts'
import { railOf } from './rail.ts'

const counts = { scopes: Object.fromEntries(taskScopes.map((scope) => [scope, 0])) } as never

function rail(own: readonly Role[], pathname = '/lam-viec') {
  return railOf({
    roles: own,
    counts,
    noticeCounts: { notices: 0, lowRatings: 0 } as never,
    handlesSurveys: true,
    pathname,
    search: new URLSearchParams(),
    scope: 'mine',
    t: (key) => key,
  })
}

/** What stands there before anything is unfolded: own work, one open group, the headings of the others. */
function linesAtFirst(groups: ReturnType<typeof rail>): number {
  const folding = groups.filter(({ heading }) => heading !== undefined)
  const open = folding.find(({ main }) => main === true)
  const own = groups.filter(({ heading }) => heading === undefined).flatMap(({ items }) => items)
  return own.length + folding.length + (open?.items.length ?? 0)
}

test('an officer of one role sees few lines at first, and every one of their pages is in the rail once', () => {
  for (const role of mandateRoles) {
    const groups = rail([role])
    assert.ok(linesAtFirst(groups) <= 13, `${role}: ${linesAtFirst(groups)}`)
    const links = groups.flatMap(({ items }) => items.map(({ to }) => to))
    assert.equal(new Set(links).size, links.length, role)
    const headings = groups.map(({ heading }) => heading)
    assert.equal(new Set(headings).size, headings.length, role)
  }
})

test('only one page is current, and its group can be told', () => {
  for (const [pathname, heading] of [
    ['/lam-viec/cham-diem/phieu/x', 'workspace.rail.scores'],
    ['/lam-viec/so-lieu/bang', 'workspace.rail.figures'],
    ['/lam-viec/phan-anh', 'workspace.rail.people'],
  ] as const) {
    const groups = rail(['agency_leader'], pathname)
    const current = groups.filter(({ items }) => items.some((item) => item.current === true))
    assert.deepEqual(
      current.map((group) => group.heading),
      [heading],
      pathname,
    )
  }
})
