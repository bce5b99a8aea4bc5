import { isReason, type ThirdPartyKeyInvalid } from '../verdict/index.js'

/** What tabs tell each other: outcomes, never a credential, a challenge or a body. */
export type News =
  | { readonly type: 'renewed'; readonly epoch: number; readonly byUser: boolean }
  /** The user is being asked: that may take a while. */
  | { readonly type: 'asking' }
  /** Asked in vain; nobody was signed out for it. */
  | { readonly type: 'failed' }
  | { readonly type: 'signed-out' }
  | { readonly type: 'broken'; readonly verdict: ThirdPartyKeyInvalid }
  | { readonly type: 'fixed'; readonly integration: string }

/** What came over the channel, if it is news: another version of us, or somebody else, may speak there too. */
export function readNews(message: unknown): News | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  const get = (name: string): unknown => Reflect.get(message, name)
  const type = get('type')
  if (type === 'renewed') {
    const epoch = get('epoch')
    return typeof epoch === 'number' ? { type, epoch, byUser: get('byUser') === true } : undefined
  }
  if (type === 'asking' || type === 'failed' || type === 'signed-out') return { type }
  if (type === 'broken') {
    const verdict = readBroken(get('verdict'))
    return verdict && { type, verdict }
  }
  const integration = get('integration')
  return type === 'fixed' && typeof integration === 'string' ? { type, integration } : undefined
}

/** A verdict on a broken integration as another tab or an earlier page wrote it. */
export function readBroken(value: unknown): (ThirdPartyKeyInvalid & { readonly integration: string }) | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { kind, reason, integration, because, url, status } = value as { readonly [name: string]: unknown }
  const whole = kind === 'third-party-key-invalid' && isReason(reason) && typeof integration === 'string' && Array.isArray(because) && typeof url === 'string' && typeof status === 'number'
  return whole ? { ...(value as ThirdPartyKeyInvalid & { readonly integration: string }), challenges: [] } : undefined
}

/** A verdict without what cannot be cloned and is nobody else's business. */
export function writeBroken(verdict: ThirdPartyKeyInvalid): ThirdPartyKeyInvalid {
  return { ...verdict, challenges: [] }
}
