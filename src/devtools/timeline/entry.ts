import type { RequestSummary } from '../../session/index.js'
import { vetUrl } from '../../response/index.js'
import { type Because, certainties, isReason, kinds, redact, remedies, type Verdict } from '../../verdict/index.js'
import type { Advice } from '../advice/advice.js'

interface Base {
  /** Unique over all tabs. */
  readonly id: string
  /** When it began, ms since 1970. */
  readonly at: number
  /** Name of the `Auth` it comes from. */
  readonly source: string
  /** True when another tab recorded it. */
  readonly elsewhere: boolean
}

/** One refusal, and those that were just like it soon after. */
export interface Refusal extends Base {
  readonly type: 'refusal'
  readonly method: string
  /** Without challenges and without what is only of use to a client; all of it fit to show. */
  readonly verdict: Verdict
  /** Schemes of the challenges. */
  readonly schemes: readonly string[]
  readonly advice: readonly Advice[]
  readonly count: number
  /** When the last one came, ms since 1970. */
  readonly lastAt: number
}

/** A request that waits, since when. */
export interface Waiter extends RequestSummary {
  readonly at: number
}

/** A renewal or sign-in, from the first request that waits for it until it is known how it went. */
export interface Span extends Base {
  readonly type: 'span'
  readonly what: 'renewal' | 'sign-in' | 'step-up' | 'nonce'
  readonly waiters: readonly Waiter[]
  /** When the user was asked, where it came to that. */
  readonly askedAt?: number
  readonly end?: number
  /** `lost`: the tab is gone, and nobody knows. */
  readonly outcome?: 'renewed' | 'declined' | 'failed' | 'lost'
  /** True when another tab did what this one waited for. */
  readonly byOther: boolean
}

/** A moment: the login, or an integration, is in another state now. */
export interface Moment extends Base {
  readonly type: 'moment'
  readonly what: 'signed-in' | 'signed-out' | 'integration-fixed'
  readonly integration?: string
}

/** One line of the timeline. */
export type Entry = Refusal | Span | Moment

type Fields = Readonly<Record<string, unknown>>

/** How many of those who wait for one renewal are kept by name. */
export const MAX_WAITERS = 100

/** An entry as another tab wrote it, if it is one: only what is known is taken over, and that is made fit to show again. */
export function readEntry(value: unknown): Entry | undefined {
  if (!isFields(value)) return undefined
  const { id, at, source, type } = value
  if (!isText(id) || !isTime(at) || typeof source !== 'string') return undefined
  const base = { id: id.slice(0, 100), at, source: redact(source), elsewhere: true }
  if (type === 'refusal') return readRefusal(base, value)
  if (type === 'span') return readSpan(base, value)
  const what = oneOf(['signed-in', 'signed-out', 'integration-fixed'] as const, value.what)
  if (type !== 'moment' || what === undefined) return undefined
  return { ...base, type, what, ...(isText(value.integration) && { integration: redact(value.integration) }) }
}

function readRefusal(base: Base, { method, verdict, schemes, advice, count, lastAt }: Fields): Refusal | undefined {
  const read = readVerdict(verdict)
  if (
    read === undefined ||
    !isText(method) ||
    !isTime(count) ||
    !isTime(lastAt) ||
    !Array.isArray(schemes) ||
    !Array.isArray(advice)
  ) {
    return undefined
  }
  return {
    ...base,
    type: 'refusal',
    method: method.slice(0, 20),
    verdict: read,
    schemes: schemes.filter(isText).slice(0, 20).map(redact),
    advice: advice.flatMap(readAdvice).slice(0, 20),
    count,
    lastAt,
  }
}

function readSpan(base: Base, { what, waiters, askedAt, end, outcome, byOther }: Fields): Span | undefined {
  const kind = oneOf(['renewal', 'sign-in', 'step-up', 'nonce'] as const, what)
  if (kind === undefined || !Array.isArray(waiters)) return undefined
  const how = oneOf(['renewed', 'declined', 'failed', 'lost'] as const, outcome)
  const read = waiters
    .slice(0, MAX_WAITERS)
    .filter(isFields)
    .flatMap(({ method, url, at }) =>
      isText(method) && typeof url === 'string' && isTime(at)
        ? [{ method: method.slice(0, 20), url: withoutQuery(url), at }]
        : [],
    )
  return {
    ...base,
    type: 'span',
    what: kind,
    waiters: read,
    byOther: byOther === true,
    ...(isTime(askedAt) && { askedAt }),
    ...(isTime(end) && { end }),
    ...(how && { outcome: how }),
  }
}

const texts = ['scope', 'realm', 'message', 'integration'] as const
const links = ['loginUrl', 'manageUrl'] as const

/** What of a verdict is kept: never a challenge, a nonce, claims, or what a convention put there besides. */
export function readVerdict(value: unknown): Verdict | undefined {
  if (!isFields(value)) return undefined
  const { kind, reason, remedy, certainty, status, url, because, upstream, retryAfter, stepUp } = value
  if (
    !isKind(kind) ||
    !isReason(reason) ||
    oneOf(remedies, remedy) === undefined ||
    oneOf(certainties, certainty) === undefined ||
    !isTime(status) ||
    typeof url !== 'string' ||
    !Array.isArray(because)
  ) {
    return undefined
  }
  const kept = [
    ...texts.map((name) => [name, isText(value[name]) ? redact(value[name]) : undefined]),
    ...links.map((name) => [
      name,
      isText(value[name]) ? withoutQuery(vetUrl(value[name], url) ?? '') || undefined : undefined,
    ]),
    [
      'upstream',
      isFields(upstream)
        ? {
            ...(isTime(upstream.status) && { status: upstream.status }),
            ...(isText(upstream.code) && { code: redact(upstream.code) }),
          }
        : undefined,
    ],
    ['retryAfter', isTime(retryAfter) ? retryAfter : undefined],
    ['stepUp', isFields(stepUp) ? readStepUp(stepUp) : undefined],
  ].filter(([, kept]) => kept !== undefined)
  // Each member was looked at; the union over kinds is more than the compiler can follow.
  return {
    kind,
    reason,
    remedy,
    certainty,
    status,
    url: withoutQuery(url),
    challenges: [],
    because: because.flatMap(readBecause).slice(0, 50),
    ...Object.fromEntries(kept),
  } as Verdict
}

function readStepUp({ acrValues, maxAge }: Fields): object {
  return {
    ...(Array.isArray(acrValues) && { acrValues: acrValues.filter(isText).slice(0, 10).map(redact) }),
    ...(isTime(maxAge) && { maxAge }),
  }
}

/** Names of rules are written by developers; what was seen is not. */
function readBecause(value: unknown): readonly Because[] {
  if (!isFields(value)) return []
  const { rule, saw, where, spec, kind } = value
  const certainty = oneOf(certainties, value.certainty)
  if (
    !isText(rule) ||
    typeof saw !== 'string' ||
    typeof where !== 'string' ||
    !isKind(kind) ||
    certainty === undefined
  ) {
    return []
  }
  return [
    {
      rule: rule.slice(0, 100),
      saw: redact(saw),
      where: where.slice(0, 100),
      kind,
      certainty,
      ...(isText(spec) && { spec: spec.slice(0, 100) }),
    },
  ]
}

function readAdvice(value: unknown): readonly Advice[] {
  if (!isFields(value)) return []
  const { code, title, text, fix, spec } = value
  if (![code, title, text, spec, fix ?? ''].every((part) => typeof part === 'string' && part.length <= 2000)) return []
  // A newer version of us may know codes that this one does not; it shows them all the same.
  return [{ code, title, text, spec, ...(fix !== undefined && { fix }) } as Advice]
}

function isKind(value: unknown): value is Verdict['kind'] {
  return oneOf(kinds, value) !== undefined
}

/** Origin and path, whoever says so. */
export function withoutQuery(url: string): string {
  return url.slice(0, 2000).replace(/[?#].*$/s, '')
}

function oneOf<T extends string>(words: readonly T[], value: unknown): T | undefined {
  return words.find((word) => word === value)
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** The last moment that a `Date` can tell, ms; a count or a status is less. */
const LAST_MS = 8.64e15

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= LAST_MS
}
