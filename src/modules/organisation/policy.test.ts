import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AgencyId, MandateId, OfficerId, PersonId, UserId } from '../../platform/ids.ts'
import { type Actor, anonymous, type Mandate, rolesOf } from './actor.ts'
import { type Agency, buildAgencyTree } from './agency.ts'
import {
  agenciesOf,
  agenciesOverseen,
  agenciesWithin,
  hasMandate,
  hasRole,
  hasScope,
  mandateFor,
  mayGrantMandatesIn,
} from './policy.ts'
import { mandateRoles, type Role } from './roles.ts'

const id = (name: string): AgencyId => name as AgencyId

function agencyRow(name: string, parent: string | null): Agency {
  return { id: id(name), parentId: parent === null ? null : id(parent), code: name, slug: name } as Agency
}

const tree = buildAgencyTree([
  agencyRow('province', null),
  agencyRow('land', 'province'),
  agencyRow('land-office', 'land'),
  agencyRow('ward', 'province'),
])

function officer(...held: [Role, string][]): Actor {
  const mandates = held.map(
    ([role, agency], index): Mandate => ({
      id: `m${index}` as MandateId,
      agencyId: id(agency),
      agencyCode: agency,
      role,
      position: 'Chuyên viên',
    }),
  )
  return { kind: 'officer', userId: 'u' as UserId, officerId: 'o' as OfficerId, mandates }
}

const citizen: Actor = { kind: 'citizen', userId: 'c' as UserId, personId: 'p' as PersonId }
const system: Actor = { kind: 'system', userId: 's' as UserId, agencyId: id('ward'), scopes: ['dossiers:read'] }

test('a mandate counts in its own agency and role only', () => {
  const actor = officer(['handler', 'land'])
  assert.ok(hasMandate(actor, { role: 'handler', agencyId: id('land') }))
  assert.ok(!hasMandate(actor, { role: 'handler', agencyId: id('land-office') }))
  assert.ok(!hasMandate(actor, { role: 'handler', agencyId: id('province') }))
  assert.ok(!hasMandate(actor, { role: 'reviewer', agencyId: id('land') }))
})

test('nobody but an officer has mandates', () => {
  for (const actor of [anonymous, citizen, system]) {
    for (const role of mandateRoles) assert.ok(!hasMandate(actor, { role, agencyId: id('ward') }))
    assert.deepEqual(agenciesOf(actor), [])
    assert.equal(agenciesOverseen(tree, actor).size, 0)
    assert.ok(!mayGrantMandatesIn(tree, actor, id('ward')))
  }
})

test('the mandate to act under is chosen in the order asked', () => {
  const actor = officer(['handler', 'land'], ['reviewer', 'land-office'], ['handler', 'ward'])
  assert.equal(mandateFor(actor, ['reviewer', 'handler'], [id('land'), id('land-office')])?.id, 'm1')
  assert.equal(mandateFor(actor, ['handler'], [id('ward'), id('land')])?.id, 'm2')
  assert.equal(mandateFor(actor, ['approver'], [id('ward'), id('land')]), null)
  assert.deepEqual(agenciesOf(actor, ['handler']), ['land', 'ward'])
  assert.deepEqual(rolesOf(actor), ['handler', 'reviewer'])
})

test('leaders oversee downwards, the leader of the province everything', () => {
  const overseen = (...held: [Role, string][]) => [...agenciesOverseen(tree, officer(...held))].sort()
  assert.deepEqual(overseen(['agency_leader', 'land']), ['land', 'land-office'])
  assert.deepEqual(overseen(['agency_leader', 'land-office']), ['land-office'])
  assert.deepEqual(overseen(['province_leader', 'ward']), ['land', 'land-office', 'province', 'ward'])
  for (const role of mandateRoles.filter((each) => !each.endsWith('_leader'))) {
    assert.deepEqual(overseen([role, 'province']), [], role)
  }
  assert.deepEqual(agenciesWithin(tree, id('nowhere')), [])
})

test('only an administrator gives mandates, within the own agency', () => {
  assert.ok(mayGrantMandatesIn(tree, officer(['administrator', 'land']), id('land-office')))
  assert.ok(!mayGrantMandatesIn(tree, officer(['administrator', 'land']), id('ward')))
  for (const role of mandateRoles.filter((each) => each !== 'administrator')) {
    assert.ok(!mayGrantMandatesIn(tree, officer([role, 'province']), id('ward')), role)
  }
})

test('roles and scopes', () => {
  assert.ok(hasRole(officer(['approver', 'ward']), 'approver'))
  assert.ok(!hasRole(citizen, 'citizen'))
  assert.deepEqual(rolesOf(citizen), ['citizen'])
  assert.ok(hasScope(system, 'dossiers:read'))
  assert.ok(!hasScope(system, 'dossiers:write'))
  assert.ok(!hasScope(officer(['administrator', 'province']), 'dossiers:read'))
})
