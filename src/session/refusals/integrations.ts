import type { ThirdPartyKeyInvalid } from '../../verdict/index.js'
import { type AuthEvents, countedEvent, type RequestSummary } from '../events.js'
import { type TabMessage, readBroken, writeBroken } from '../tabs/message.js'
import type { StoragePort } from '../ports.js'
import { createStore, type Store } from '../store.js'

export interface Integrations {
  readonly store: Store<ReadonlyMap<string, ThirdPartyKeyInvalid>>
  readonly refused: (verdict: ThirdPartyKeyInvalid, request: RequestSummary) => void
  readonly fixed: (name: string) => void
  /** What another tab says. */
  readonly receive: (news: TabMessage) => void
}

const KEY = 'why401:integrations'

/** Keeps which integrations are broken: one event for each until it is fixed, in this tab, the others, and after a reload. */
export function createIntegrations(
  emit: (event: AuthEvents['third-party-key-invalid' | 'integration-fixed']) => void,
  tell: (news: TabMessage) => void,
  storage: StoragePort | undefined,
): Integrations {
  const remembered = load(storage)
  const store = createStore<ReadonlyMap<string, ThirdPartyKeyInvalid>>(remembered)
  const hits = new Map<string, { count: number }>([...remembered.keys()].map((name) => [name, { count: 0 }]))

  const put = (change: (broken: Map<string, ThirdPartyKeyInvalid>) => void): void => {
    const broken = new Map(store.get())
    change(broken)
    store.set(broken)
    save(storage, broken)
  }
  const forget = (name: string): void => {
    if (!hits.delete(name)) return
    put((broken) => broken.delete(name))
    emit({ type: 'integration-fixed', integration: name })
  }

  return {
    store,
    refused: (verdict, request) => {
      const { integration } = verdict
      // Without a name the path is all there is to tell one integration from another.
      const key = integration ?? `${request.method} ${verdict.url}`
      const seen = hits.get(key)
      const cause = seen ?? { count: 0 }
      cause.count += 1
      hits.set(key, cause)
      // What is broken may break in another way; the store tells it, the prompt is there already.
      if (integration !== undefined && store.get().get(integration)?.reason !== verdict.reason) {
        put((broken) => broken.set(integration, verdict))
        tell({ type: 'broken', verdict: writeBroken(verdict) })
      }
      if (seen === undefined) emit(countedEvent('third-party-key-invalid', verdict, request, cause))
    },
    fixed: (name) => {
      if (typeof name !== 'string') throw new TypeError('integrationFixed: `name` must be a string')
      forget(name)
      // Always: this tab may be younger than what another one knows.
      tell({ type: 'fixed', integration: name })
    },
    receive: (news) => {
      if (news.type === 'fixed') forget(news.integration)
      if (news.type !== 'broken' || news.verdict.integration === undefined) return
      const { verdict } = news
      const { integration = '' } = verdict
      // The tab that was refused told its listeners; here the store is enough.
      if (!hits.has(integration)) hits.set(integration, { count: 0 })
      put((broken) => broken.set(integration, verdict))
    },
  }
}

/** What an earlier page of this app left; whatever is not that is as good as nothing. */
function load(storage: StoragePort | undefined): Map<string, ThirdPartyKeyInvalid> {
  const broken = new Map<string, ThirdPartyKeyInvalid>()
  try {
    const list: unknown = JSON.parse(storage?.getItem(KEY) ?? '[]')
    for (const item of Array.isArray(list) ? list : []) {
      const verdict = readBroken(item)
      if (verdict) broken.set(verdict.integration, verdict)
    }
  } catch {
    // Storage can be forbidden, or hold anything.
  }
  return broken
}

function save(storage: StoragePort | undefined, broken: ReadonlyMap<string, ThirdPartyKeyInvalid>): void {
  try {
    if (broken.size === 0) storage?.removeItem(KEY)
    else storage?.setItem(KEY, JSON.stringify([...broken.values()].map(writeBroken)))
  } catch {
    // Full, or forbidden: the prompt is there until the next reload.
  }
}
