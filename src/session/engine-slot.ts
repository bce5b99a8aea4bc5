import type { Convention } from '../verdict/index.js'
import { Backlog } from './backlog.js'
import type { Engine, EngineContext } from './engine.js'
import { createLoader, type LazyParts, type Loader } from './loader.js'
import type { AuthOptions } from './options.js'
import type { ChannelPort } from './ports.js'
import { preload } from './preload.js'
import { hasStoredIntegrations } from './refusals/integration-key.js'
import { callSafely } from './store.js'
import { channelName } from './tabs/channel-name.js'
import { AFTER, createId } from './tabs/event-id.js'
import { openSafely } from './tabs/open-safely.js'
import { createUser, type User } from './user.js'

/** How long a refused request waits for the engine, ms. */
export const LOAD_TIMEOUT_MS = 10_000

/** How long after a failure the engine is loaded again for what waits for it, ms. */
const RETRY_MS = 30_000

export type StartEngine<E extends Engine> = (context: EngineContext) => E

/** The engine, where it was imported together with the app; else where it comes from. */
export type EngineParts<E extends Engine> = StartEngine<E> | LazyParts<StartEngine<E>>

/** What a session knows by itself. */
export type SlotContext = Omit<EngineContext, 'options' | 'user' | 'backlog' | 'began' | 'isLate' | 'takeChannel'> & {
  readonly options: AuthOptions
}

/** The place of the engine: before it comes, what happens waits here in order. */
export class EngineSlot<E extends Engine> {
  engine: E | undefined
  readonly backlog: Backlog<E>
  readonly #parts: EngineParts<E>
  readonly #context: SlotContext
  readonly #user: User
  readonly #loader: Loader | undefined
  readonly #channel: ChannelPort | undefined
  readonly #hasStored: boolean
  readonly #began: number
  /** Ends the wait of each request that waits for the engine. */
  readonly #waiting = new Set<() => void>()
  #isRetrying = false
  /** The id of the last sign-out that this page heard of. */
  #departure = ''
  #hear: (message: unknown) => void = () => {}
  /** The newest message is not said again when the page is left. */
  #stopTelling: () => void = () => {}

  constructor(parts: EngineParts<E>, context: SlotContext) {
    const { options, early, app } = context
    this.#parts = parts
    this.#began = context.early.now()
    this.#context = context
    this.#user = createUser(options, { ...early, now: () => this.backlog.now(), href: () => this.backlog.href() })
    this.backlog = new Backlog(early, this.#user)
    const channel = options.tabs === false ? undefined : early.channel
    this.#channel = openSafely(() =>
      channel?.(channelName(app), (message) => {
        if (!this.engine) this.#noteLoginChange(message)
        this.run(() => this.#hear(message), 'may be lost')
      }),
    )
    this.#hasStored = hasStoredIntegrations(options.storage, app)
    if (typeof parts === 'function') return
    this.#loader = createLoader(parts, options.conventions, (startEngine) => this.#arrive(startEngine, true))
  }

  /** False while a part is missing. */
  get isComplete(): boolean {
    return this.#loader?.isComplete() ?? true
  }

  get isAnyBroken(): boolean {
    return this.engine?.isAnyBroken() ?? this.#hasStored
  }

  /** Starts the engine that is at hand, or looks when to load it. */
  start(): void {
    const { renewAt, renew, preload: when = 'idle' } = this.#context.options
    if (typeof this.#parts === 'function') return this.#arrive(this.#parts, false)
    const load = (): void => void this.#loader?.load()
    // The one has a time to keep, and the other something to show.
    if ((renewAt !== undefined && renew !== undefined) || this.#hasStored) load()
    else preload(when, load)
  }

  /** Now, or when the engine comes: then as if it had been there. */
  run(act: (engine: E) => void, loss?: 'may be lost'): void {
    if (this.engine) return act(this.engine)
    if (loss) this.backlog.addHint(act)
    else this.backlog.add(act)
    this.#loadForBacklog()
  }

  /** The other tabs are told now: the page may be left before the engine comes. */
  runAndTell(act: (engine: E) => void, type: 'renewed' | 'signed-out'): void {
    if (this.engine) return act(this.engine)
    const id = createId(this.#context.early.now()) + (type === 'renewed' ? AFTER + this.#departure : '')
    if (type === 'signed-out') this.#departure = id
    this.#tell({ type, id, byUser: true, level: 1, epoch: Date.now() })
    this.backlog.add(act, id)
    this.backlog.markLogin(type)
    this.#loadForBacklog()
  }

  #tell(message: object): void {
    const post = (): void => callSafely(() => this.#channel?.post(message))
    post()
    // A page that is left may be gone before a message of its last moment was sent. The engine says its own again.
    this.#stopTelling()
    this.#stopTelling = this.#context.early.onHide?.(post) ?? this.#stopTelling
  }

  /** The answer is no where the engine cannot be had. */
  ask(question: (engine: E) => Promise<boolean>): Promise<boolean> {
    if (this.engine) return question(this.engine)
    return new Promise((resolve) => {
      let isOver = false
      this.run((engine) => {
        if (!isOver) resolve(question(engine))
      })
      void this.whenLoaded(undefined).then((engine) => {
        isOver = true
        if (engine === undefined) resolve(false)
      })
    })
  }

  /** Loads the engine for it, where it can be had; nothing is kept. */
  hint(act: (engine: E) => void): void {
    if (this.engine) return act(this.engine)
    void this.whenLoaded(undefined).then((engine) => engine && act(engine))
  }

  /** Resolves to the engine, or to undefined when it cannot be had in time; rejects only when `signal` aborts. */
  whenLoaded(signal: AbortSignal | undefined): Promise<E | undefined> {
    const { early, maxWait } = this.#context
    return new Promise((resolve, reject) => {
      const end = (): void => {
        cancel()
        this.#waiting.delete(settle)
        signal?.removeEventListener('abort', abort)
      }
      const settle = (): void => {
        end()
        resolve(this.engine)
      }
      const abort = (): void => {
        end()
        reject(signal?.reason)
      }
      const cancel = early.after(Math.min(maxWait, LOAD_TIMEOUT_MS), settle)
      this.#waiting.add(settle)
      signal?.addEventListener('abort', abort, { once: true })
      if (signal?.aborted) abort()
      else void this.#loader?.load().then(settle)
    })
  }

  ready(): Promise<void> {
    const ready = this.#loader?.loadAll() ?? Promise.resolve()
    // A look at it, as when the members of an `Auth` are copied, is no wait.
    ready.catch(() => {})
    return ready
  }

  dispose(): void {
    // Where nothing is to be told, no other tab needs to be heard.
    if (this.engine === undefined && this.backlog.isEmpty) this.#channel?.close()
    if (this.engine) this.engine.dispose()
    else this.backlog.add((engine) => engine.dispose())
    for (const settle of this.#waiting) settle()
  }

  #noteLoginChange(message: unknown): void {
    const { type, id } = (message ?? {}) as { readonly type?: unknown; readonly id?: unknown }
    if (type === 'renewed' || type === 'signed-out') {
      this.backlog.markSuperseded()
      this.backlog.markLogin(type)
    }
    if (type === 'signed-out' && typeof id === 'string') this.#departure = id
  }

  /** What waits is not forgotten when a part cannot be had now. */
  #loadForBacklog(): void {
    void this.#loader?.load().then(() => {
      if (this.engine || this.#isRetrying) return
      this.#isRetrying = true
      this.#context.early.after(
        RETRY_MS,
        () => {
          this.#isRetrying = false
          this.#loadForBacklog()
        },
        { background: true },
      )
    })
  }

  #arrive(startEngine: StartEngine<E>, isLate: boolean): void {
    const channel = this.#channel
    const { options } = this.#context
    const conventions = (): readonly Convention[] => options.conventions ?? this.#loader?.conventions() ?? []
    const engine = startEngine({
      ...this.#context,
      options: {
        ...options,
        get conventions() {
          return conventions()
        },
      },
      user: this.#user,
      backlog: this.backlog,
      began: this.#began,
      isLate,
      takeChannel:
        channel &&
        ((hear) => {
          this.#hear = hear
          return channel
        }),
    })
    this.backlog.drain(engine, engine.login)
    this.engine = engine
    this.#stopTelling()
    if (isLate) engine.catchUp()
  }
}
