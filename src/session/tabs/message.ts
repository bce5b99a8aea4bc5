import { isReason, type ThirdPartyKeyInvalid } from '../../verdict/index.js'

/** What tabs tell each other: outcomes, never a credential, a challenge or a body. */
export type TabMessage =
  | { readonly type: 'renewed'; readonly epoch: number; readonly byUser: boolean }
  /** About to wait for the lock: whoever asks the user says so once more, since a young tab has not heard it. */
  | { readonly type: 'waiting' }
  /** Has the lock. */
  | { readonly type: 'acting' }
  /** The user is being asked: that may take a while. */
  | { readonly type: 'asking' }
  /** Asked in vain, for as much as `reach`; nobody was signed out for it. */
  | { readonly type: 'failed'; readonly reach: number }
  | { readonly type: 'signed-out' }
  | { readonly type: 'broken'; readonly verdict: ThirdPartyKeyInvalid }
  | { readonly type: 'fixed'; readonly integration: string }

/** What came over the channel, if it is news: another version of us, or somebody else, may speak there too. */
export function readTabMessage(message: unknown): TabMessage | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  const get = (name: string): unknown => Reflect.get(message, name)
  const type = get('type')
  if (type === 'renewed') {
    const epoch = get('epoch')
    return Number.isSafeInteger(epoch) ? { type, epoch: epoch as number, byUser: get('byUser') === true } : undefined
  }
  if (type === 'waiting' || type === 'acting' || type === 'asking' || type === 'signed-out') return { type }
  if (type === 'failed') return { type, reach: Number(get('reach')) }
  if (type === 'broken') {
    const verdict = readBroken(get('verdict'))
    return verdict && { type, verdict }
  }
  const integration = get('integration')
  return type === 'fixed' && typeof integration === 'string' ? { type, integration } : undefined
}

/** A verdict on a broken integration as another tab or an earlier page wrote it. */
export function readBroken(value: unknown): (ThirdPartyKeyInvalid & { readonly integration: string }) | undefined {
  if (!isObject(value)) return undefined
  const { kind, reason, remedy, certainty, integration, because, url, status, manageUrl = 'https:' } = value
  const whole =
    kind === 'third-party-key-invalid' &&
    isReason(reason) &&
    reason.startsWith('key-') &&
    typeof status === 'number' &&
    [remedy, certainty, integration, url].every((text) => typeof text === 'string') &&
    typeof manageUrl === 'string' &&
    /^https?:/.test(manageUrl) &&
    Array.isArray(because) &&
    because.every(isObject)
  return whole
    ? { ...(value as unknown as ThirdPartyKeyInvalid & { readonly integration: string }), challenges: [] }
    : undefined
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null
}

/** A verdict without what cannot be cloned and is nobody else's business. */
export function writeBroken(verdict: ThirdPartyKeyInvalid): ThirdPartyKeyInvalid {
  return { ...verdict, challenges: [] }
}
