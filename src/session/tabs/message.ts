import type { ThirdPartyKeyInvalid } from '../../verdict/index.js'

/** What tabs tell each other: outcomes, never a credential, a challenge or a body. */
export type TabMessage =
  /** This tab has fresh credentials; `level` 2 when the user stepped up. */
  | { readonly type: 'renewed'; readonly id: string; readonly byUser: boolean; readonly level: 1 | 2 }
  /** This tab is about to wait for the lock: a tab that asks the user says so once more, for a young tab. */
  | { readonly type: 'waiting' }
  /** This tab has the lock. */
  | { readonly type: 'acting' }
  /** This tab asks the user, which may take a while. */
  | { readonly type: 'asking'; readonly level: number }
  /** A renewal failed, or the user declined a step-up (`reach` 2); the login is as it was. */
  | { readonly type: 'failed'; readonly reach: number }
  | { readonly type: 'signed-out'; readonly id: string }
  | { readonly type: 'broken'; readonly verdict: BrokenIntegration }
  | { readonly type: 'fixed'; readonly integration: string }

export type BrokenIntegration = ThirdPartyKeyInvalid & { readonly integration: string }

/** Reads what came over the channel: an older or newer version, or a foreign script, may speak there too. */
export function readTabMessage(message: unknown): TabMessage | undefined {
  if (!isObject(message)) return undefined
  const { type, id, integration, reach, level, byUser, verdict } = message
  switch (type) {
    case 'renewed':
      return isLike(id, idShape) ? { type, id, byUser: byUser === true, level: level === 2 ? 2 : 1 } : undefined
    case 'signed-out':
      return isLike(id, idShape) ? { type, id } : undefined
    case 'waiting':
    case 'acting':
      return { type }
    case 'asking':
      return { type, level: level === 2 ? 2 : 1 }
    case 'failed':
      return reach === 0 || reach === 1 || reach === 2 ? { type, reach } : undefined
    case 'broken': {
      const broken = readBroken(verdict)
      return broken && { type, verdict: broken }
    }
    case 'fixed':
      return isLike(integration, shapes.integration) ? { type, integration } : undefined
    default:
      return undefined
  }
}

/** How the members of a verdict on a broken integration look; the integration and the URLs have a longest length. */
const shapes = {
  kind: /^third-party-key-invalid$/,
  reason: /^key-(?:invalid|expired|revoked|missing|insufficient)$/,
  remedy: /^(?:replace-key|reconnect|grant-scope)$/,
  certainty: /^(?:certain|likely|guess)$/,
  integration: /^[^]{0,200}$/,
  url: /^[^]{0,2000}$/,
}
const idShape = /^[^]{1,200}$/
const linkShape = /^https?:[^]{0,2000}$/

/** A verdict on a broken integration as another tab or an earlier page wrote it; members that are not known are dropped. */
export function readBroken(value: unknown): BrokenIntegration | undefined {
  if (!isObject(value) || typeof value['status'] !== 'number') return undefined
  for (const [name, shape] of Object.entries(shapes)) if (!isLike(value[name], shape)) return undefined
  // Its shape was checked just now.
  const { kind, certainty } = value as Pick<BrokenIntegration, 'kind' | 'certainty'>
  const saw = 'another tab, or an earlier page, was refused for this integration'
  return Object.freeze(
    copyBroken(value, [{ rule: 'session/remembered', saw, where: 'the other tab', kind, certainty }]),
  )
}

/** What other tabs and later pages need of a verdict: no challenge, no reason why, no words of the server. */
export function writeBroken(verdict: BrokenIntegration): BrokenIntegration {
  return copyBroken({ ...verdict }, [])
}

/** The members of a verdict that have the right shape. */
function copyBroken(value: Members, because: BrokenIntegration['because']): BrokenIntegration {
  const { status, manageUrl, upstream } = value
  const upstreamStatus = isObject(upstream) ? upstream['status'] : undefined
  const known: object = {
    ...Object.fromEntries(Object.keys(shapes).map((name) => [name, value[name]])),
    status,
    challenges: [],
    because,
    ...(isLike(manageUrl, linkShape) && { manageUrl }),
    ...(typeof upstreamStatus === 'number' && { upstream: { status: upstreamStatus } }),
  }
  return known as BrokenIntegration
}

type Members = { readonly [name: string]: unknown }

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null
}

function isLike(value: unknown, shape: RegExp): value is string {
  return typeof value === 'string' && shape.test(value)
}
