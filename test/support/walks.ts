import assert from 'node:assert/strict'
import type { DossierState } from '../../src/modules/casework/dossier.ts'
import { openOpinions, openSupplement } from '../../src/modules/casework/dossier.ts'
import { lastVerbEntry } from '../../src/modules/casework/fees/fee-standing.ts'
import { availableVerbs } from '../../src/modules/casework/policy.ts'
import type { VerbName } from '../../src/modules/casework/verbs/index.ts'
import type { Actor } from '../../src/modules/organisation/index.ts'
import { Refusal } from '../../src/platform/errors.ts'
import { newId, type PersonId } from '../../src/platform/ids.ts'
import { agencies, citizen, officer, type Place } from './builders.ts'
import { DAY, file, type Play, type PlayOptions, result, words } from './play.ts'
import { fc } from './properties.ts'

/** One step of a walk: numbers that choose among what is possible there, and whether the input is to be a wrong one. */
export interface Stride {
  minutes: number
  choice: number
  detail: number
  /** Whether to take a way towards the result where there is one. */
  onward: boolean
  wrong: boolean
}

export const strides = fc.array(
  fc.record({
    minutes: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 600 }) }, fc.integer({ min: 0, max: 20_000 })),
    choice: fc.nat(10_000),
    detail: fc.nat(10_000),
    onward: fc.boolean(),
    wrong: fc.integer({ min: 0, max: 4 }).map((die) => die === 0),
  }),
  { minLength: 5, maxLength: 60 },
)

export const worlds: fc.Arbitrary<PlayOptions> = fc.record({
  flow: fc.constantFrom('department-with-opinion', 'land-commune-tax', 'interlinked-birth', 'commune-standard'),
  channel: fc.constantFrom('online', 'counter', 'post'),
  papers: fc.boolean(),
  procedure: fc.record({
    afterSupplement: fc.constantFrom('restart', 'resume'),
    mostSupplements: fc.integer({ min: 0, max: 2 }),
  }),
})

/** Everybody who could ever have a part, and some who never have one. */
export function cast(play: Play): Actor[] {
  const roles = ['receptionist', 'handler', 'reviewer', 'approver', 'agency_leader'] as const
  const places: Place[] = ['intake', 'competent', 'processing', 'return', 'tax', 'asked', 'stranger']
  const officers = places.flatMap((place) => roles.map((role) => play.person(role, agencies[place])))
  return [play.owner, citizen(newId<PersonId>()), officer(['administrator', agencies.competent]), ...officers]
}

/** An input the verb's schema would let pass. `wrong` makes one that a rule has to refuse, where there is such a one. */
function inputFor(verb: VerbName, play: Play, { detail, wrong }: Stride): unknown {
  const { state, now, flow } = play
  const step = flow.steps.find((each) => each.key === state.step?.key)
  const pick = <Value>(list: readonly Value[]): Value | undefined => list[detail % Math.max(1, list.length)]
  const ahead = new Date(now + (wrong ? -1 : 1 + (detail % 20)) * DAY).toISOString()
  const reason = { reason: words, legalBasis: words }
  const inputs: Record<VerbName, () => unknown> = {
    accept: () => ({}),
    resume: () => ({}),
    redirect: () => ({ to: wrong ? agencies.intake : agencies.stranger, reason: words }),
    refuse_intake: () => reason,
    stop: () => reason,
    withdraw: () => (wrong ? {} : { reason: words }),
    request_supplement: () => ({
      componentKeys: wrong ? ['so-ho-khau'] : ['ban-ve', 'giay-to'].slice(detail % 2),
      reason: words,
      until: ahead,
      ...(detail % 3 === 0 ? {} : { legalGround: words }),
    }),
    supply: () => ({
      attachments: (openSupplement(state)?.componentKeys ?? [])
        .slice(wrong ? 1 : 0)
        .map((componentKey) => ({ componentKey, ...file })),
      papers: [],
    }),
    attach_paper: () => ({
      attachments: [{ componentKey: wrong ? 'so-ho-khau' : 'ban-ve', ...file, paperId: newId() }],
    }),
    forward: () => ({ to: wrong ? 'khong-co' : (pick(step?.next ?? [])?.to ?? '') }),
    send_back: () => ({ to: wrong ? 'khong-co' : (pick(step?.back ?? []) ?? ''), reason: words }),
    assign: () => ({
      officerId: (wrong ? officer() : play.person(step?.role ?? 'handler', state.step?.agencyId ?? agencies.asked))
        .officerId,
    }),
    ask_opinion: () => ({ agencyIds: [wrong ? newId() : pick([agencies.asked, agencies.tax])], question: words }),
    answer_opinion: () => ({ opinionId: pick(openOpinions(state))?.id ?? newId(), answer: words, agrees: !wrong }),
    suspend: () => ({ because: pick(['external', 'posting']), reason: words }),
    request_payment: () => ({ amount: 1000 + detail, legalGround: words, until: ahead }),
    record_payment: () => ({ amount: (state.moneyDue?.amount ?? 0) + (wrong ? 1 : 0), receipt: words }),
    extend: () => ({
      newDueAt: new Date((state.dueAt ?? now) + ((detail % 30) - 3) * DAY).toISOString(),
      reason: words,
    }),
    approve: () => ({ outcome: detail % 2 === 0 ? 'granted' : 'declined', note: words, ...(wrong ? {} : { result }) }),
    complete: () => ({ result }),
    return_result: () => ({
      to: words,
      by: pick(['counter', 'post', 'online']),
      ...(wrong
        ? {}
        : { identity: { document: 'passport', lastDigits: '0001' }, signedOnPaper: true, slipNumber: words }),
    }),
    correct: () => ({ version: lastVerbEntry(play.history) + (wrong ? 2 : 1), reason: words }),
  }
  return inputs[verb]()
}

const onwardVerbs = new Set<VerbName>([
  'accept',
  'forward',
  'approve',
  'complete',
  'return_result',
  'resume',
  'supply',
  'record_payment',
  'answer_opinion',
])

/** Walks, and hands every change to `watch`. A refusal leaves all as it was; anything else that is thrown is a bug. */
export function walk(play: Play, path: readonly Stride[], watch: (before: DossierState, verb: VerbName) => void): void {
  const actors = cast(play)
  for (const stride of path) {
    play.later(stride.minutes * 60_000)
    const options = actors.flatMap((actor) =>
      availableVerbs(play.state, play.flow, actor)
        .filter((each) => each.allowed)
        .map(({ verb }) => ({ actor, verb })),
    )
    // One verb first, then one who may: else the verbs that many may carry out would crowd out the others.
    const open = [...new Set(options.map((option) => option.verb))]
    const onward = stride.onward ? open.filter((each) => onwardVerbs.has(each)) : []
    const ways = onward.length > 0 ? onward : open
    const verb = ways[stride.choice % Math.max(1, ways.length)]
    const able = options.filter((option) => option.verb === verb)
    const chosen = able[stride.detail % Math.max(1, able.length)]
    if (chosen === undefined) return
    const before = play.state
    try {
      play.act(chosen.verb, chosen.actor, inputFor(chosen.verb, play, stride))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      assert.equal(play.state, before)
      continue
    }
    watch(before, chosen.verb)
  }
}
