import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reauthenticate } from 'why401'
import type { Effect, RenewalEvent, Surroundings } from '../../../src/session/renewal/renewal-event.ts'
import {
  findRound,
  initialState,
  type Level,
  type Phase,
  type RenewalState,
  type Round,
  type Waiter,
} from '../../../src/session/renewal/renewal-state.ts'
import { transition } from '../../../src/session/renewal/transition.ts'

const verdict: Reauthenticate = {
  kind: 'reauthenticate',
  reason: 'token-expired',
  remedy: 'renew',
  certainty: 'certain',
  status: 401,
  url: 'https://app.example/api',
  challenges: [],
  because: [],
}
const request = { method: 'GET', url: 'https://app.example/api' }
const around: Surroundings = {
  now: 0,
  isVisible: true,
  hasRenew: true,
  hasSignIn: true,
  hasProbe: false,
  askAgainAfter: Infinity,
}

function waiterOf(id: number, more: Partial<Waiter> = {}): Waiter {
  return { id, verdict, request, level: 1, isOpen: false, mayAsk: true, ...more }
}

function refusedOf(waiter: Waiter, more: Partial<Extract<RenewalEvent, { type: 'refused' }>> = {}): RenewalEvent {
  return {
    type: 'refused',
    waiter,
    sentGeneration: 0,
    sentBarrier: 0,
    endpoint: 'GET https://app.example/api',
    isUserActive: false,
    canWait: true,
    ...more,
  }
}

/** A state with one round in `phase`, for which waiter 1 waits. */
function during(phase: Phase, more: Partial<Round> = {}, waiter: Partial<Waiter> = {}): RenewalState {
  const { level = 1 } = more
  const round: Round = {
    id: 1,
    level,
    verdict,
    request,
    isLate: false,
    phase,
    waiters: [waiterOf(1, { level, ...waiter })],
    count: 1,
    isRenewDeclined: false,
    isAskedElsewhere: false,
    isAnnounced: true,
    isForced: false,
    mayAskAlone: false,
    answer: undefined,
    ...more,
  }
  return { ...initialState, nextRound: 2, [level === 2 ? 'stepUp' : 'renewal']: round }
}

/** Effects in short: what is done, and for whom. */
function brief(effects: readonly Effect[]): string[] {
  return effects.map((effect): string => {
    switch (effect.type) {
      case 'resolve':
        return `resolve ${effect.waiter} ${effect.outcome}`
      case 'acquire':
        return `acquire ${effect.lock}`
      case 'call':
        return `call ${effect.handler}`
      case 'announce':
        return `announce ${effect.event.type}`
      case 'emit':
        return `emit ${effect.event.type}`
      case 'broadcast':
        return `broadcast ${effect.message.type}`
      case 'release':
        return effect.abort ? 'end' : 'release'
      case 'check':
      case 'emit-round':
      case 'probe-login':
      case 'user-left':
        break
    }
    return effect.type
  })
}

interface Row {
  readonly name: string
  readonly state: RenewalState
  readonly event: RenewalEvent
  readonly around?: Partial<Surroundings>
  /** The phase of the round that is pending afterwards; undefined when none is. */
  readonly phase: Phase | undefined
  readonly effects: readonly string[]
}

const answered = (answer: 'renewed' | 'declined' | 'failed'): RenewalEvent => ({ type: 'answered', round: 1, answer })
const checked = (wasRenewed: boolean): RenewalEvent => ({ type: 'checked', round: 1, wasRenewed })
const failedAnswer = { handler: 'renew', value: 'failed' } as const
const declinedAnswer = { handler: 'renew', value: 'declined' } as const
const declinedByUser = { handler: 'signIn', value: 'declined' } as const
const replayed = ['resolve 1 replay', 'end', 'emit resumed']
const signedOut = ['announce signed-out', 'resolve 1 declined', 'end', 'emit resumed', 'user-left', 'emit signed-out']

// prettier-ignore
const rows: readonly Row[] = [
  { name: 'a refusal begins a round', state: initialState, event: refusedOf(waiterOf(1)), phase: 'locking', effects: ['emit waiting', 'acquire renewal'] },
  { name: 'an open refusal begins a round in silence', state: initialState, event: refusedOf(waiterOf(1, { isOpen: true })), phase: 'locking', effects: ['acquire renewal'] },
  { name: 'a refusal joins the pending round', state: during('renewing'), event: refusedOf(waiterOf(2)), phase: 'renewing', effects: ['emit waiting'] },
  { name: 'a late refusal is sent again', state: { ...initialState, generation: 1 }, event: refusedOf(waiterOf(1)), phase: undefined, effects: ['resolve 1 replay'] },
  { name: 'a refusal of before a sign-out settles', state: { ...initialState, generation: 1, barrier: 1 }, event: refusedOf(waiterOf(1)), phase: undefined, effects: ['resolve 1 settled'] },
  { name: 'a refusal after a decline settles', state: { ...initialState, declinedAt: 0 }, event: refusedOf(waiterOf(1)), phase: undefined, effects: ['resolve 1 declined'] },
  { name: 'a refusal of what the user did begins a round after a decline', state: { ...initialState, declinedAt: 0 }, event: refusedOf(waiterOf(1), { isUserActive: true }), phase: 'locking', effects: ['emit waiting', 'acquire renewal'] },
  { name: 'a refusal during the pause after a failure settles', state: { ...initialState, retryAt: 5, pausedLevel: 1 }, event: refusedOf(waiterOf(1)), phase: undefined, effects: ['resolve 1 failed'] },
  { name: 'a nonce that failed pauses no login', state: { ...initialState, retryAt: 5, pausedLevel: 0 }, event: refusedOf(waiterOf(1)), phase: 'locking', effects: ['emit waiting', 'acquire renewal'] },
  { name: 'a background refusal does not wait for a dialog', state: during('asking'), event: refusedOf(waiterOf(2, { mayAsk: false })), phase: 'asking', effects: ['resolve 2 settled'] },
  { name: 'a background refusal does not wait for the lock of a dialog', state: during('locking-prompt'), event: refusedOf(waiterOf(2, { mayAsk: false })), phase: 'locking-prompt', effects: ['resolve 2 settled'] },
  { name: 'an open one neither', state: during('checking-prompt'), event: refusedOf(waiterOf(2, { mayAsk: false, isOpen: true })), phase: 'checking-prompt', effects: ['resolve 2 settled'] },
  { name: 'what cannot be sent again settles, and a round begins', state: initialState, event: refusedOf(waiterOf(1), { canWait: false }), phase: 'locking', effects: ['resolve 1 settled', 'acquire renewal'] },
  { name: 'the lock: the tab looks at the others', state: during('locking'), event: { type: 'locked', round: 1 }, phase: 'checking', effects: ['check'] },
  { name: 'another tab was faster', state: during('checking'), event: checked(true), phase: undefined, effects: replayed },
  { name: 'another tab was faster, and this one needs a step-up', state: { ...during('checking'), ...during('checking', { id: 2, level: 2 }, { id: 2 }), renewal: during('locking').renewal }, event: { type: 'checked', round: 2, wasRenewed: true }, phase: 'locking-prompt', effects: [...replayed, 'acquire prompt'] },
  { name: 'another tab was faster, and this one needs a nonce', state: during('checking', { level: 0 }), event: checked(true), phase: 'renewing', effects: ['call renew'] },
  { name: 'no other tab was', state: during('checking'), event: checked(false), phase: 'renewing', effects: ['call renew'] },
  { name: 'a step-up goes to the user', state: during('checking', { level: 2 }), event: checked(false), phase: 'locking-prompt', effects: ['acquire prompt'] },
  { name: 'without renew the user is asked', state: during('checking'), event: checked(false), around: { hasRenew: false }, phase: 'locking-prompt', effects: ['acquire prompt'] },
  { name: 'without handlers the login is over', state: during('checking'), event: checked(false), around: { hasRenew: false, hasSignIn: false }, phase: undefined, effects: signedOut },
  { name: 'renew has renewed', state: during('renewing'), event: answered('renewed'), phase: undefined, effects: ['announce renewed', ...replayed] },
  { name: 'renew has declined: the others first', state: during('renewing'), event: answered('declined'), phase: 'rechecking', effects: ['check'] },
  { name: 'renew declined, and no tab renewed: the user', state: during('rechecking', { answer: declinedAnswer }), event: checked(false), phase: 'locking-prompt', effects: ['acquire prompt'] },
  { name: 'renew declined, but another tab renewed', state: during('rechecking', { answer: declinedAnswer }), event: checked(true), phase: undefined, effects: replayed },
  { name: 'renew failed', state: during('rechecking', { answer: failedAnswer }), event: checked(false), phase: undefined, effects: ['broadcast failed', 'resolve 1 failed', 'end', 'emit resumed'] },
  { name: 'a hidden tab does not ask', state: during('rechecking', { answer: declinedAnswer }), event: checked(false), around: { isVisible: false }, phase: 'hidden', effects: ['release'] },
  { name: 'a tab that was hidden while it waited does not ask', state: during('checking-prompt'), event: checked(false), around: { isVisible: false }, phase: 'hidden', effects: ['release'] },
  { name: 'a hidden tab is shown', state: during('hidden', { isRenewDeclined: true }), event: { type: 'shown' }, phase: 'locking', effects: ['acquire renewal'] },
  { name: 'nobody may be asked', state: during('rechecking', { answer: declinedAnswer }, { mayAsk: false }), event: checked(false), phase: undefined, effects: ['resolve 1 declined', 'end', 'emit resumed'] },
  { name: 'the prompt is free', state: during('checking-prompt'), event: checked(false), phase: 'asking', effects: ['broadcast asking', 'call signIn'] },
  { name: 'the user signed in', state: during('asking'), event: answered('renewed'), phase: undefined, effects: ['announce renewed', ...replayed, 'emit signed-in'] },
  { name: 'the user declined', state: during('rechecking', { answer: declinedByUser }), event: checked(false), phase: undefined, effects: signedOut },
  { name: 'the user declined what no refusal asked for', state: during('rechecking', { answer: declinedByUser, request: undefined }), event: checked(false), phase: undefined, effects: ['resolve 1 declined', 'end', 'emit resumed'] },
  { name: 'the user declined a step-up', state: during('rechecking', { level: 2, answer: declinedByUser }), event: checked(false), phase: undefined, effects: ['broadcast failed', 'resolve 1 declined', 'end', 'emit resumed'] },
  { name: 'the lock was stolen', state: during('renewing'), event: { type: 'taken-over', round: 1 }, phase: 'locking', effects: ['release', 'acquire renewal'] },
  { name: 'renew failed while the page is left: the tabs that wait have their turn', state: during('renewing'), event: { type: 'interrupted', round: 1 }, phase: 'locking', effects: ['release', 'acquire renewal'] },
  { name: 'a sign-in failed while the page is left: so too', state: during('asking'), event: { type: 'interrupted', round: 1 }, phase: 'locking', effects: ['release', 'acquire renewal'] },
  { name: 'renew failed while the page is left, and another tab renewed', state: during('checking', { answer: failedAnswer }), event: checked(true), phase: undefined, effects: replayed },
  { name: 'renew failed while the page is left, and no tab renewed: none is told', state: during('checking', { answer: failedAnswer }), event: checked(false), phase: undefined, effects: ['resolve 1 failed', 'end', 'emit resumed'] },
  { name: 'a sign-in failed while the page is left, and no tab renewed: no login ends', state: during('checking', { answer: { handler: 'signIn', value: 'failed' } }), event: checked(false), phase: undefined, effects: ['resolve 1 failed', 'end', 'emit resumed'] },
  { name: 'a nonce failed while the page is left: who needs a login waits on', state: during('checking', { level: 0, answer: failedAnswer }, { level: 1 }), event: checked(false), phase: 'locking', effects: ['end', 'emit resumed', 'emit waiting', 'acquire renewal'] },
  { name: 'another tab renewed', state: during('locking'), event: { type: 'message', message: { type: 'renewed', id: 'x', byUser: false, level: 1 } }, phase: undefined, effects: replayed },
  { name: 'another tab renewed: a nonce is each tab’s own', state: during('renewing', { level: 0 }), event: { type: 'message', message: { type: 'renewed', id: 'x', byUser: false, level: 1 } }, phase: 'renewing', effects: [] },
  { name: 'another tab failed', state: during('locking'), event: { type: 'message', message: { type: 'failed', reach: 1 } }, phase: undefined, effects: ['resolve 1 failed', 'end', 'emit resumed'] },
  { name: 'another tab failed while this one acts', state: during('renewing'), event: { type: 'message', message: { type: 'failed', reach: 1 } }, phase: 'renewing', effects: [] },
  { name: 'another tab asks: a background request leaves', state: during('locking', {}, { mayAsk: false }), event: { type: 'message', message: { type: 'asking', level: 1 } }, phase: undefined, effects: ['resolve 1 settled', 'end', 'emit resumed'] },
  { name: 'another tab signed out', state: during('asking'), event: { type: 'message', message: { type: 'signed-out', id: 'x' } }, phase: undefined, effects: signedOut.slice(1) },
  { name: 'a young tab waits: the dialog is told of again', state: during('asking'), event: { type: 'message', message: { type: 'waiting' } }, phase: 'asking', effects: ['broadcast asking'] },
  { name: 'the last waiter leaves before anything began', state: during('locking'), event: { type: 'left', waiter: 1 }, phase: undefined, effects: ['resolve 1 settled', 'end', 'emit resumed'] },
  { name: 'the last waiter leaves while the dialog is open', state: during('asking'), event: { type: 'left', waiter: 1 }, phase: 'asking', effects: ['resolve 1 settled'] },
  { name: 'an answer of a round that ended', state: during('renewing', { id: 7 }), event: answered('renewed'), phase: 'renewing', effects: [] },
  { name: 'the app signed in', state: during('asking'), event: { type: 'signed-in' }, phase: undefined, effects: ['announce renewed', ...replayed, 'emit signed-in'] },
  { name: 'the app signed out', state: during('asking'), event: { type: 'signed-out' }, phase: undefined, effects: signedOut },
  { name: 'disposed', state: during('renewing'), event: { type: 'disposed' }, phase: undefined, effects: ['resolve 1 failed', 'end', 'emit resumed'] },
  { name: 'disposed: a waiter of a higher level settles too', state: during('renewing', { level: 0 }, { level: 1 }), event: { type: 'disposed' }, phase: undefined, effects: ['resolve 1 failed', 'end', 'emit resumed'] },
  { name: 'a refusal after that', state: { ...initialState, isDisposed: true }, event: refusedOf(waiterOf(1)), phase: undefined, effects: ['resolve 1 settled'] },
  { name: 'a nonce is here: a request for a login is tried', state: during('renewing', { level: 0 }, { level: 1 }), event: answered('renewed'), phase: undefined, effects: ['resolve 1 partial', 'end', 'emit resumed'] },
  { name: 'a nonce is here: a wish to sign in waits on', state: during('renewing', { level: 0 }, { level: 1, request: undefined }), event: answered('renewed'), phase: 'locking', effects: ['end', 'emit resumed', 'acquire renewal'] },
]

describe('the transition function', () => {
  it.each(rows)('$name', ({ state, event, around: own, phase, effects }) => {
    const next = transition(state, event, { ...around, ...own })
    const pending = next.state.renewal ?? next.state.stepUp
    expect(pending?.phase).toBe(phase)
    expect(brief(next.effects)).toEqual(effects)
  })

  it('changes no state that it was given', () => {
    for (const { state, event, around: own } of rows) {
      const before = structuredClone(state)
      transition(state, event, { ...around, ...own })
      expect(state).toEqual(before)
    }
  })
})

/** One step of a generated life; ids are filled in from the state. */
interface Draw {
  readonly kind: string
  readonly number: number
  readonly flags: readonly boolean[]
  readonly ms: number
}

const kinds = [
  'refused',
  'refused',
  'refused',
  'refused',
  'sign-in-wanted',
  'left',
  'due',
  'locked',
  'locked',
  'checked',
  'checked',
  'answered',
  'answered',
  'taken-over',
  'interrupted',
  'answered-late',
  'shown',
  'message',
  'message',
  'caught-up',
  'signed-in',
  'signed-out',
  'replay-succeeded',
  'replay-refused',
  'login-probed',
  'recovered',
  'disposed',
] as const
const draws = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    number: fc.nat(11),
    flags: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    ms: fc.constantFrom(0, 1, 900, 31_000, 700_000),
  }),
  { maxLength: 60 },
)

/** A life of the state alone, with a memory of which waiters there are. */
class Life {
  state: RenewalState = initialState
  now = 0
  readonly resolved = new Map<number, number>()
  added = 0

  step(draw: Draw): void {
    this.now += draw.ms
    const event = this.#event(draw)
    const before = this.state
    const own = {
      ...around,
      now: this.now,
      isVisible: draw.flags[4] !== false,
      hasRenew: draw.number !== 11,
      hasProbe: draw.number > 8,
    }
    const { state, effects } = transition(before, event, own)
    this.state = state
    this.#record(effects)
    this.#check(before, effects, own)
  }

  #event({ kind, number, flags }: Draw): RenewalEvent {
    const { renewal, stepUp, generation, barrier } = this.state
    const round = (flags[0] ? (renewal ?? stepUp) : (stepUp ?? renewal))?.id ?? 99
    const waiter = (): Waiter => {
      this.added += 1
      const level = (number % 3) as Level
      return waiterOf(this.added, { level, isOpen: flags[1] === true && level === 1, mayAsk: flags[2] === true })
    }
    const unheard = waiterOf(0, { level: (number % 3) as Level, mayAsk: flags[2] === true })
    switch (kind) {
      case 'refused':
        return refusedOf(waiter(), {
          sentGeneration: Math.max(0, generation - (flags[3] ? 1 : 0)),
          sentBarrier: barrier - (number === 10 ? 1 : 0),
          endpoint: `GET ${number % 4}`,
          isUserActive: flags[5] === true,
          canWait: number !== 9,
        })
      case 'sign-in-wanted':
        return { type: kind, waiter: { ...waiter(), request: undefined, level: 1, isOpen: false, mayAsk: true } }
      case 'left':
        return { type: kind, waiter: Math.max(1, this.added - number) }
      case 'due':
        return { type: kind, verdict, isLate: number === 0 }
      case 'locked':
      case 'taken-over':
      case 'interrupted':
        return { type: kind, round }
      case 'checked':
        return { type: kind, round, wasRenewed: number === 0 }
      case 'answered':
        return { type: kind, round, answer: (['renewed', 'declined', 'failed'] as const)[number % 3] ?? 'failed' }
      case 'answered-late':
        return { type: kind, byUser: flags[0] === true }
      case 'message':
        return { type: kind, message: messageOf(number, flags) }
      case 'caught-up':
        return { type: kind, change: flags[0] ? 'renewed' : 'signed-out' }
      case 'replay-succeeded':
        return { type: kind, generation: Math.max(0, generation - (number % 2)) }
      case 'replay-refused':
        return { type: kind, waiter: unheard, endpoint: `GET ${number % 4}`, generation }
      case 'login-probed':
        // Only refusals of a login come so far.
        return {
          type: kind,
          waiter: { ...unheard, level: 1 },
          isSignedIn: [true, false, undefined][number % 3],
          generation,
          barrier,
        }
      case 'recovered':
        return { type: kind, endpoint: `GET ${number % 4}` }
      case 'shown':
      case 'signed-in':
      case 'signed-out':
        return { type: kind }
      default:
        return number < 2 ? { type: 'disposed' } : { type: 'shown' }
    }
  }

  #record(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.type === 'resolve') this.resolved.set(effect.waiter, (this.resolved.get(effect.waiter) ?? 0) + 1)
    }
  }

  #check(before: RenewalState, effects: readonly Effect[], own: Surroundings): void {
    const { state } = this
    const waiting = [...(state.renewal?.waiters ?? []), ...(state.stepUp?.waiters ?? [])].map(({ id }) => id)
    // Each waiter waits in one round, or was resolved once.
    expect(new Set(waiting).size).toBe(waiting.length)
    for (let id = 1; id <= this.added; id += 1) {
      expect((this.resolved.get(id) ?? 0) + (waiting.includes(id) ? 1 : 0), `waiter ${id}`).toBe(1)
    }
    expect(state.generation).toBeGreaterThanOrEqual(before.generation)
    expect(state.generation - before.generation).toBeLessThanOrEqual(1)
    expect(state.barrier).toBeGreaterThanOrEqual(before.barrier)
    expect(state.stepUpGeneration).toBeLessThanOrEqual(state.generation)
    expect(state.renewal?.level).not.toBe(2)
    expect([undefined, 2]).toContain(state.stepUp?.level)
    expect(state.backoffs.size).toBeLessThanOrEqual(64)
    for (const id of [before.renewal?.id, before.stepUp?.id]) {
      const hasEnded = id !== undefined && findRound(state, id) === undefined
      const ends = effects.filter((effect) => effect.type === 'release' && effect.round === id && effect.abort).length
      if (id !== undefined) expect(ends).toBe(hasEnded ? 1 : 0)
    }
    for (const effect of effects) {
      if (effect.type !== 'call') continue
      expect(findRound(state, effect.round)?.phase).toBe(effect.handler === 'renew' ? 'renewing' : 'asking')
      if (effect.handler === 'signIn') expect(own.isVisible).toBe(true)
      else expect(own.hasRenew).toBe(true)
    }
    if (before.isDisposed) expect(effects.filter(({ type }) => type !== 'resolve')).toEqual([])
    if (state.isDisposed) expect([state.renewal, state.stepUp]).toEqual([undefined, undefined])
  }
}

function messageOf(number: number, flags: readonly boolean[]): Extract<RenewalEvent, { type: 'message' }>['message'] {
  const [first = false, second = false] = flags
  const all = [
    { type: 'renewed', id: 'x', byUser: first, level: second ? 2 : 1 },
    { type: 'signed-out', id: 'x' },
    { type: 'waiting' },
    { type: 'acting' },
    { type: 'asking', level: second ? 2 : 1 },
    { type: 'failed', reach: number % 3 },
  ] as const
  return all[number % all.length] ?? all[2]
}

describe('any sequence of events', () => {
  const runs = Number(process.env['WHY401_RUNS'] ?? 1_000)

  it('keeps what must hold of the state', { timeout: 60_000 + runs * 20 }, () => {
    fc.assert(
      fc.property(draws, (steps) => {
        const life = new Life()
        for (const draw of steps) life.step(draw)
        // In the end each waiter's deadline passes.
        const flags = Array.from({ length: 6 }, () => false)
        for (let id = 1; id <= life.added; id += 1) {
          life.step({ kind: 'left', number: life.added - id, flags, ms: 0 })
        }
        for (let id = 1; id <= life.added; id += 1) expect(life.resolved.get(id)).toBe(1)
      }),
      { numRuns: runs },
    )
  })
})
