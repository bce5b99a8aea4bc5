import type { ThirdPartyKeyInvalid } from '../../verdict/index.js'
import { type AuthEvents, countedEvent, type RequestSummary } from '../events.js'
import type { StoragePort } from '../ports.js'
import { createStore, type Store } from '../store.js'
import { type BrokenIntegration, readBroken, type TabMessage, writeBroken } from '../tabs/message.js'

export interface Integrations {
  readonly store: Store<ReadonlyMap<string, ThirdPartyKeyInvalid>>
  /** True while at least one integration is broken: only then a success can fix one. */
  readonly isAnyBroken: () => boolean
  readonly refused: (verdict: ThirdPartyKeyInvalid, request: RequestSummary, sequence: number) => void
  /** A request of `integration`, or of the very endpoint that was refused, succeeded. */
  readonly succeeded: (integration: string | undefined, request: RequestSummary, sequence: number) => void
  readonly fixed: (name: string, sequence: number) => void
  /** What another tab says. */
  readonly receive: (message: TabMessage, sequence: number) => void
  /** The page is shown again: what other tabs stored meanwhile is read. */
  readonly reload: () => void
  /** The user left: what was broken was that user's. */
  readonly clear: () => void
}

/** What this tab knows of one broken integration beside its verdict. */
interface Cause {
  count: number
  /** Method and bare URL of what was refused. */
  readonly endpoint: string
  /** When it was refused, as the number of the newest request. */
  readonly since: number
}

const KEY = 'why401:integrations'
/** How many integrations are remembered. */
const MAX_INTEGRATIONS = 32

/** Keeps which integrations are broken: one event for each until it is fixed, in this tab, the others, and after a reload. */
export function createIntegrations(
  emit: (event: AuthEvents['third-party-key-invalid' | 'integration-fixed']) => void,
  tell: (message: TabMessage) => void,
  storage: StoragePort | undefined,
  app: string,
  mayOffer: (manageUrl: string) => boolean,
): Integrations {
  const key = app === '' ? KEY : `${KEY}:${app}`
  const store = createStore<ReadonlyMap<string, ThirdPartyKeyInvalid>>(load(storage, key) ?? new Map())
  const causes = new Map<string, Cause>()
  /** When each name was last fixed: a refusal of a request that was sent before is no news. */
  const fixedAt = new Map<string, number>()

  const put = (change: (broken: Map<string, ThirdPartyKeyInvalid>) => void): void => {
    // Another tab may have written since: what it fixed must not come back.
    const broken = merge(load(storage, key), store.get())
    change(broken)
    for (const oldest of broken.keys()) {
      if (broken.size <= MAX_INTEGRATIONS) break
      broken.delete(oldest)
    }
    store.set(broken)
    save(storage, key, broken)
  }
  const forget = (name: string, sequence: number): void => {
    causes.delete(name)
    bounded(fixedAt, name, sequence)
    if (!store.get().has(name)) return
    put((broken) => broken.delete(name))
    emit({ type: 'integration-fixed', integration: name })
  }
  const fix = (name: string, sequence: number): void => {
    forget(name, sequence)
    tell({ type: 'fixed', integration: name })
  }

  return {
    store,
    isAnyBroken: () => store.get().size > 0,
    refused: (verdict, request, sequence) => {
      const name = nameOf(verdict, request)
      if (sequence <= (fixedAt.get(name) ?? -1)) return
      const known = causes.get(name)
      const wasBroken = store.get().get(name)
      const cause = known ?? { count: 0, endpoint: `${request.method} ${request.url}`, since: sequence }
      cause.count += 1
      bounded(causes, name, cause)
      if (wasBroken?.reason !== verdict.reason) {
        const named = verdict.integration === name ? (verdict as BrokenIntegration) : { ...verdict, integration: name }
        put((broken) => broken.set(name, named))
        tell({ type: 'broken', verdict: writeBroken(named) })
      }
      // What another tab or an earlier page was refused for was an event there.
      if (known === undefined && wasBroken === undefined) {
        emit(countedEvent('third-party-key-invalid', verdict, request, cause))
      }
    },
    succeeded: (integration, { method, url }, sequence) => {
      for (const name of store.get().keys()) {
        const cause = causes.get(name)
        const isSame = name === integration || cause?.endpoint === `${method} ${url}`
        if (isSame && sequence >= (cause?.since ?? 0)) fix(name, sequence)
      }
    },
    fixed: (name, sequence) => {
      if (typeof name !== 'string') throw new TypeError('integrationFixed: `name` must be a string')
      // Other tabs are always told: this tab may be younger than what another one knows.
      fix(name, sequence)
    },
    receive: (message, sequence) => {
      if (message.type === 'fixed') forget(message.integration, sequence)
      if (message.type !== 'broken') return
      const { manageUrl, ...rest } = message.verdict
      // Any script of this origin can speak on the channel: a link is offered only where the app allowed it.
      const isOffered = manageUrl !== undefined && mayOffer(manageUrl)
      const verdict: BrokenIntegration = isOffered ? { ...rest, manageUrl } : rest
      // The tab that was refused told its listeners; here the store is enough.
      put((broken) => broken.set(verdict.integration, verdict))
    },
    reload: () => {
      const stored = load(storage, key)
      if (stored) store.set(stored)
    },
    clear: () => {
      causes.clear()
      fixedAt.clear()
      if (store.get().size > 0) store.set(new Map())
      save(storage, key, new Map())
    },
  }
}

/** Without a name the path stands for the integration. */
function nameOf({ integration, url }: ThirdPartyKeyInvalid, request: RequestSummary): string {
  if (integration !== undefined) return integration.slice(0, 200)
  const bare = url === '' ? request.url : url
  return (URL.canParse(bare) ? new URL(bare).pathname : bare).slice(0, 200)
}

function bounded<T>(map: Map<string, T>, name: string, value: T): void {
  map.delete(name)
  map.set(name, value)
  for (const oldest of map.keys()) {
    if (map.size <= MAX_INTEGRATIONS * 2) break
    map.delete(oldest)
  }
}

/** The stored records count; of those that this tab has beside them, it knows more. */
function merge(
  stored: ReadonlyMap<string, ThirdPartyKeyInvalid> | undefined,
  own: ReadonlyMap<string, ThirdPartyKeyInvalid>,
): Map<string, ThirdPartyKeyInvalid> {
  return new Map(stored === undefined ? own : [...stored].map(([name, verdict]) => [name, own.get(name) ?? verdict]))
}

/** What a page of this app left; undefined without a storage that can be read. */
function load(storage: StoragePort | undefined, key: string): Map<string, ThirdPartyKeyInvalid> | undefined {
  if (storage === undefined) return undefined
  const broken = new Map<string, ThirdPartyKeyInvalid>()
  let text: string | null
  try {
    text = storage.getItem(key)
  } catch {
    return undefined
  }
  try {
    const list: unknown = JSON.parse(text ?? '[]')
    for (const item of Array.isArray(list) ? list.slice(0, MAX_INTEGRATIONS) : []) {
      const verdict = readBroken(item)
      if (verdict) broken.set(verdict.integration, verdict)
    }
  } catch {
    // The storage can hold anything.
  }
  return broken
}

function save(storage: StoragePort | undefined, key: string, broken: ReadonlyMap<string, ThirdPartyKeyInvalid>): void {
  try {
    if (broken.size === 0) storage?.removeItem(key)
    else {
      const list = [...broken].map(([integration, verdict]) => writeBroken({ ...verdict, integration }))
      storage?.setItem(key, JSON.stringify(list))
    }
  } catch {
    // The storage is full, or forbidden: the prompt is there until the next reload.
  }
}
