import { isReason, type ThirdPartyKeyInvalid } from '../../verdict/index.js'

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

/** The longest id, name and URL that is taken from another tab, in characters. */
const MAX_NAME = 200
const MAX_URL = 2_000

/** Reads what came over the channel: an older or newer version, or a foreign script, may speak there too. */
export function readTabMessage(message: unknown): TabMessage | undefined {
  if (!isObject(message)) return undefined
  const { type, integration, reach, level, byUser } = message
  switch (type) {
    case 'renewed': {
      const id = readId(message)
      if (id === undefined) return undefined
      const isStepUp = level === 2 || (level === undefined && byUser === true)
      return { type, id, byUser: byUser === true, level: isStepUp ? 2 : 1 }
    }
    case 'signed-out':
      // Version 0.1 sends no id: each of its messages is news.
      return { type, id: readId(message) ?? '' }
    case 'waiting':
    case 'acting':
      return { type }
    case 'asking':
      return { type, level: level === 2 ? 2 : 1 }
    case 'failed':
      return reach === 0 || reach === 1 || reach === 2 ? { type, reach } : undefined
    case 'broken': {
      const verdict = readBroken(message['verdict'])
      return verdict && { type, verdict }
    }
    case 'fixed':
      return isText(integration, MAX_NAME) ? { type, integration } : undefined
    default:
      return undefined
  }
}

/** The id of an event; version 0.1 counts with `epoch` instead. */
function readId({ id, epoch }: { readonly [name: string]: unknown }): string | undefined {
  if (isText(id, MAX_NAME) && id !== '') return id
  return Number.isSafeInteger(epoch) ? `#${String(epoch)}` : undefined
}

/** A verdict on a broken integration as another tab or an earlier page wrote it; members that are not known are dropped. */
export function readBroken(value: unknown): BrokenIntegration | undefined {
  if (!isObject(value)) return undefined
  const { kind, reason, remedy, certainty, integration, url, status, manageUrl, upstream } = value
  if (kind !== 'third-party-key-invalid' || !isKeyReason(reason)) return undefined
  if (remedy !== 'replace-key' && remedy !== 'reconnect' && remedy !== 'grant-scope') return undefined
  if (certainty !== 'certain' && certainty !== 'likely' && certainty !== 'guess') return undefined
  if (!isText(integration, MAX_NAME) || !isText(url, MAX_URL) || typeof status !== 'number') return undefined
  const upstreamStatus = isObject(upstream) ? upstream['status'] : undefined
  return Object.freeze({
    kind,
    reason,
    remedy,
    certainty,
    integration,
    url,
    status,
    challenges: [],
    because: [becauseElsewhere(certainty)],
    ...(isText(manageUrl, MAX_URL) && /^https?:/.test(manageUrl) && { manageUrl }),
    ...(typeof upstreamStatus === 'number' && { upstream: { status: upstreamStatus } }),
  })
}

function becauseElsewhere(certainty: ThirdPartyKeyInvalid['certainty']): ThirdPartyKeyInvalid['because'][number] {
  const saw = 'another tab, or an earlier page, was refused for this integration'
  return { rule: 'session/remembered', saw, where: 'the other tab', kind: 'third-party-key-invalid', certainty }
}

function isKeyReason(reason: unknown): reason is ThirdPartyKeyInvalid['reason'] {
  return isReason(reason) && reason.startsWith('key-')
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null
}

function isText(value: unknown, max: number): value is string {
  return typeof value === 'string' && value.length <= max
}

/** What other tabs and later pages need of a verdict: no challenge, no reason why, no words of the server. */
export function writeBroken(verdict: BrokenIntegration): BrokenIntegration {
  const { kind, reason, remedy, certainty, integration, url, status, manageUrl, upstream } = verdict
  return {
    kind,
    reason,
    remedy,
    certainty,
    integration,
    url,
    status,
    challenges: [],
    because: [],
    ...(manageUrl !== undefined && { manageUrl }),
    ...(upstream?.status !== undefined && { upstream: { status: upstream.status } }),
  }
}
