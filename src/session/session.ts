import type { Convention, ThirdPartyKeyInvalid } from '../verdict/index.js'
import { Backlog } from './loading/backlog.js'
import { watchUnlisted } from './development/watch-origin.js'
import type { Engine } from './engine.js'
import type { AttemptSender, EngineContext } from './engine-context.js'
import { createEvents, type Events } from './events.js'
import { createLoader, type EngineParts, type Loader, type StartEngine } from './loading/loader.js'
import { type AuthOptions, checkOptions, readOrigins } from './options.js'
import { type EarlyPorts, earlyPorts, type Ports } from './ports.js'
import { preload } from './loading/preload.js'
import type { LoginRedirect } from './redirect/login-redirect.js'
import type { RoundTrips } from './redirect/round-trips.js'
import { hasStoredIntegrations } from './refusals/integration-key.js'
import { createRoutes, type RouteMatch } from './refusals/routes.js'
import type { SessionSnapshot } from './renewal/renewal-options.js'
import type { AuthState } from './state.js'
import { createStore, type WritableStore } from './store.js'
import { channelName } from './tabs/channel-name.js'
import { EarlyTabs, type LoginChange } from './tabs/early-tabs.js'
import { createUser, type EarlyUser } from './user.js'
import { type Bounds, waitFor } from './wait.js'

/** How long a refused request waits for the engine, ms. */
const LOAD_TIMEOUT_MS = 10_000

/** So many hints are kept for the engine at most: any script of this origin can send messages. */
const MAX_HINTS = 200

/** How long after a failure the engine is loaded again for what waits for it, ms. */
const RETRY_MS = 30_000

type Broken = ReadonlyMap<string, ThirdPartyKeyInvalid>

/** Where a session lives. */
export interface SessionHost<E extends Engine> {
  readonly ports?: Ports | undefined
  readonly parts: EngineParts<E>
  /** Makes the fetch of a handler's context, which joins the session in the mode `handler`. */
  readonly createFetch?: (mode: 'handler' | 'probe', sender?: AttemptSender) => typeof globalThis.fetch
}

/**
 * Creates what every request needs of a session. The engine, which alone acts on verdicts and waits, is there at once or
 * comes later; what happens meanwhile waits for it, in order.
 *
 * @throws TypeError that names the option
 */
export function createSession<E extends Engine>(options: AuthOptions, host: SessionHost<E>): Session<E> {
  return new Session(options, host)
}

/** What a client adapter needs of a session; apps use `Auth`. */
export class Session<E extends Engine = Engine> implements EngineContext<E> {
  readonly options: AuthOptions
  readonly events: Events = createEvents()
  readonly state: WritableStore<AuthState> = createStore<AuthState>({ status: 'unknown', generation: 0 })
  readonly integrations: WritableStore<Broken> = createStore<Broken>(new Map())
  readonly origins: ReadonlySet<string>
  /** Of the app, or those that are loaded; none while they are missing: then the rules of HTTP and OAuth judge (RFC 9110 §11, RFC 6750). */
  conventions: readonly Convention[]
  readonly matchRoute: (url: string, method: string) => RouteMatch
  /** What judges and acts, whether or not the conventions are there; undefined until it is loaded. */
  engine: E | undefined
  isDisposed = false
  readonly app: string
  readonly early: EarlyPorts
  readonly host: SessionHost<E>
  readonly began: number
  readonly user: EarlyUser
  readonly redirects: RoundTrips | undefined
  readonly backlog: Backlog<E>
  readonly tabs: EarlyTabs
  readonly #hasStored: boolean
  readonly #loader: Loader
  /** What ends each wait that `waitFor` began. */
  readonly #ends = new Set<(reason: unknown) => void>()
  #hints = 0
  #cancelRetry = (): void => {}

  constructor(options: AuthOptions, host: SessionHost<E>) {
    const { parts, ports } = host
    checkOptions(options, typeof parts === 'function')
    const { tabs, storage, conventions, signIn, renewAt, renew, preload: when = 'idle' } = options
    this.options = options
    this.origins = readOrigins(options.origins)
    this.matchRoute = createRoutes(options.routes ?? [])
    this.app = typeof tabs === 'string' ? tabs : ''
    this.early = ports ?? earlyPorts()
    this.host = host
    this.began = this.early.now()
    this.user = createUser(options, this.early)
    this.backlog = new Backlog(this.early, this.user)
    this.tabs = new EarlyTabs(tabs === false ? undefined : channelName(this.app), this.early, (message) =>
      this.#receive(message),
    )
    this.redirects = (signIn as Partial<LoginRedirect> | undefined)?.roundTrips
    this.#hasStored = hasStoredIntegrations(storage, this.app)
    this.conventions = conventions ?? []
    this.#loader = createLoader(this.#missingParts(parts))
    if (typeof parts === 'function') this.engine = parts(this)
    // `renewAt` must be watched from now on, and integrations that were stored are shown at once.
    else if ((renewAt !== undefined && renew !== undefined) || this.#hasStored) void this.#loader.load()
    else preload(when, this.#loader.loadAhead)
  }

  /** What knows the login just now. */
  get login(): Pick<Engine, 'snapshot' | 'assertSameLogin'> {
    return this.engine ?? this.backlog
  }

  snapshot(): SessionSnapshot {
    return this.login.snapshot()
  }

  /** Whether the engine needs to know of a success that is no replay. */
  watchesSuccess(): boolean {
    return (this.engine?.watchesSuccess() ?? this.#hasStored) || this.redirects?.isPending() === true
  }

  watchUnlisted(url: string, answer: Promise<Response>): void {
    watchUnlisted(this, url, answer)
  }

  /**
   * Calls `act` now, or when the engine comes: then as if it had been there. A `change` is broadcast now: the page may be
   * left before the engine comes.
   */
  run(act: (engine: E) => void, change?: LoginChange): void {
    if (this.engine) return act(this.engine)
    if (this.isDisposed) return
    this.backlog.add(act, change && this.tabs.announce(change))
    if (change) this.backlog.noteLogin(change, false)
    this.#loadForBacklog()
  }

  /** The same for what may be lost: another way leads to it, or another like it will follow. */
  hint(act: (engine: E) => void): void {
    if (this.engine || ++this.#hints <= MAX_HINTS) this.run(act)
  }

  /** The answer is no where the engine cannot be had in time. */
  ask(question: (engine: E) => Promise<boolean>): Promise<boolean> {
    return new Promise((resolve) => {
      let isOver = false
      this.run((engine) => {
        if (!isOver) resolve(question(engine))
      })
      void this.whenLoaded(undefined).then(() => {
        isOver = true
        resolve(false)
      })
    })
  }

  /** Resolves to the engine, or to undefined when it cannot be had in time; rejects only when `signal` aborts. */
  async whenLoaded(signal: AbortSignal | undefined): Promise<E | undefined> {
    const loading = this.#loader.load()
    const ms = Math.min(this.options.maxWait ?? LOAD_TIMEOUT_MS, LOAD_TIMEOUT_MS)
    if (loading) await this.waitFor(loading, { signal, ms }).catch(() => signal?.throwIfAborted())
    return this.engine
  }

  /** Waits within `bounds`, and no longer than the session lasts. */
  waitFor<T>(promise: Promise<T>, bounds: Omit<Bounds, 'after' | 'ends'>): Promise<T> {
    return waitFor(promise, { ...bounds, after: this.early.after, ends: this.#ends })
  }

  /** Loads what is not loaded; rejects when a part is missing. */
  ready(): Promise<void> {
    const ready = this.#loader.loadAll()
    // A look at it, as when the members of an `Auth` are copied, is no wait.
    ready.catch(() => {})
    return ready
  }

  dispose(): void {
    this.isDisposed = true
    if (this.engine) this.engine.dispose()
    else {
      // Where nothing is to be told, no other tab needs to be heard.
      if (this.backlog.isEmpty) this.tabs.channel?.close()
      this.backlog.add((engine) => engine.dispose())
    }
    for (const end of this.#ends) end(new DOMException('The session was disposed', 'AbortError'))
    this.events.close()
  }

  #receive(message: unknown): void {
    const change = this.engine ? undefined : this.tabs.observe(message)
    this.hint(() => this.tabs.hear(message))
    if (change) this.backlog.noteLogin(change, true)
  }

  /** What waits is not forgotten when a part cannot be had now. */
  #loadForBacklog(): void {
    void this.#loader.load()?.then(() => {
      this.#cancelRetry()
      if (this.engine) return
      this.#cancelRetry = this.early.after(RETRY_MS, () => this.#loadForBacklog(), { background: true })
    })
  }

  #missingParts(parts: EngineParts<E>): (() => Promise<void>)[] {
    if (typeof parts === 'function') return []
    const loadEngine = async (): Promise<void> => this.#arrive(await parts.engine())
    const loadConventions = async (): Promise<void> => void (this.conventions = await parts.conventions())
    return this.options.conventions ? [loadEngine] : [loadEngine, loadConventions]
  }

  #arrive(startEngine: StartEngine<E>): void {
    this.engine = startEngine(this)
    this.tabs.endAnnouncing()
  }
}
