import type { ThirdPartyKeyInvalid } from '../../verdict/index.js'
import { putLast, trim } from '../bounded.js'
import { countedEvent } from '../counted-event.js'
import type { PartsContext } from '../parts-context.js'
import type { RequestSummary } from '../events.js'
import { type BrokenIntegration, type TabMessage, writeBroken } from '../tabs/message.js'
import type { Tabs } from '../tabs/tabs.js'
import { nameOf } from './integration-name.js'
import { createIntegrationStorage, type IntegrationStorage, MAX_INTEGRATIONS } from './integration-storage.js'
import { createLinkCheck, type VetLink } from './manage-url.js'

/** What this tab knows of one broken integration beside its verdict. */
interface Cause {
  count: number
  /** Method and bare URL of what was refused. */
  readonly endpoint: string
  /** When it was refused, as the number of the request. */
  readonly since: number
}

/** Knows which integrations are broken: one event for each until it is fixed, in this tab, the others, and after a reload. */
export class Integrations {
  readonly #context: Pick<PartsContext, 'events' | 'clock' | 'integrations'>
  readonly #tabs: Pick<Tabs, 'broadcast'>
  readonly #vetLink: VetLink
  readonly #storage: IntegrationStorage
  readonly #causes = new Map<string, Cause>()
  /** When each name was last fixed: a refusal of a request that was sent before that is no event. */
  readonly #fixedAt = new Map<string, number>()
  /** The newest request that had been sent when the user left: its refusal is about that user's keys. */
  #leftAt = -1

  constructor(context: PartsContext, tabs: Tabs) {
    const { options, origins, app } = context
    this.#context = context
    this.#tabs = tabs
    this.#vetLink = createLinkCheck(origins, options.routes ?? [])
    this.#storage = createIntegrationStorage(options.storage, app, this.#vetLink)
    this.reload()
  }

  /** The verdicts on what is broken, by name. */
  get #store(): PartsContext['integrations'] {
    return this.#context.integrations
  }

  /** True while at least one integration is broken: only then a success can fix one. */
  get isAnyBroken(): boolean {
    return this.#store.get().size > 0
  }

  refused(verdict: ThirdPartyKeyInvalid, request: RequestSummary, sequence: number): void {
    const name = nameOf(verdict)
    if (sequence <= (this.#fixedAt.get(name) ?? this.#leftAt)) return
    const known = this.#causes.get(name)
    const previous = this.#store.get().get(name)
    const cause = known ?? { count: 0, endpoint: endpointOf(request), since: sequence }
    cause.count += 1
    putLast(this.#causes, name, cause, 2 * MAX_INTEGRATIONS)
    if (previous?.reason !== verdict.reason) {
      // The verdict itself, where it has the name: `auth.retry` knows the request by it.
      const named = verdict.integration === name ? (verdict as BrokenIntegration) : { ...verdict, integration: name }
      this.#change((broken) => broken.set(name, named))
      this.#tabs.broadcast({ type: 'broken', verdict: writeBroken(named) })
    }
    // What another tab or an earlier page was refused for was an event there.
    if (!known && !previous) {
      this.#context.events.emit(countedEvent('third-party-key-invalid', verdict, request, cause))
    }
  }

  /** A request of `integration`, or to the very endpoint that was refused, succeeded: that is a fix. */
  succeeded(integration: string | undefined, request: RequestSummary, sequence: number): void {
    for (const name of this.#store.get().keys()) {
      const cause = this.#causes.get(name)
      const isSame = name === integration || cause?.endpoint === endpointOf(request)
      if (isSame && sequence >= (cause?.since ?? 0)) this.fix(name, sequence)
    }
  }

  fix(name: string, sequence: number = this.#context.clock.sequence): void {
    this.#forget(name, sequence)
    // A fix is always broadcast: another tab may know of a refusal that is older than this tab.
    this.#tabs.broadcast({ type: 'fixed', integration: name })
  }

  /** What another tab says. */
  receive(message: TabMessage): void {
    if (message.type === 'fixed') this.#forget(message.integration, this.#context.clock.sequence)
    if (message.type !== 'broken') return
    const verdict = this.#vetLink(message.verdict)
    // The listeners of the tab that was refused had the event; here the store is enough.
    this.#change((broken) => broken.set(verdict.integration, verdict))
  }

  /** The page is shown again: what other tabs stored meanwhile is read. */
  reload(): void {
    const stored = this.#storage.load()
    if (stored) this.#store.set(stored)
  }

  /** The user left: what was broken was that user's. */
  clear(): void {
    this.#leftAt = this.#context.clock.sequence
    this.#causes.clear()
    this.#fixedAt.clear()
    if (this.isAnyBroken) this.#store.set(new Map())
    this.#storage.save(new Map())
  }

  #forget(name: string, sequence: number): void {
    this.#causes.delete(name)
    putLast(this.#fixedAt, name, sequence, 2 * MAX_INTEGRATIONS)
    if (!this.#store.get().has(name)) return
    this.#change((broken) => broken.delete(name))
    this.#context.events.emit({ type: 'integration-fixed', integration: name })
  }

  /** Changes the records as they are stored: another tab may have written since, and what it fixed must not come back. */
  #change(change: (broken: Map<string, ThirdPartyKeyInvalid>) => void): void {
    const own = this.#store.get()
    const stored = this.#storage.load()
    const broken = new Map(
      stored === undefined ? own : [...stored].map(([name, verdict]) => [name, own.get(name) ?? verdict]),
    )
    change(broken)
    trim(broken, MAX_INTEGRATIONS)
    this.#store.set(broken)
    this.#storage.save(broken)
  }
}

function endpointOf({ method, url }: RequestSummary): string {
  return `${method} ${url}`
}
