import type { AuthEvents, AuthEventType, AuthState, RenewResult } from 'why401'
import type { Ports, SessionOptions } from 'why401/session'
import { type Auth, createAuth, createAuthWith } from 'why401/fetch'
import { startEngine } from '../../src/fetch/engine.ts'
import { oauth2, problemDetails } from 'why401/conventions'

export const ORIGIN = 'https://app.example'

/** `WHY401_LAZY=0` runs the tests of the session with engines that come later, after so many ms. */
const LOADING = process.env['WHY401_LAZY'] === undefined ? undefined : Number(process.env['WHY401_LAZY'])

/** One request as the server got it. */
export interface WorldHit {
  readonly method: string
  readonly path: string
  readonly body: string
  readonly credential: string
  readonly tab: string
}

/** What a browser may lack. */
export type OptionalPort = 'lock' | 'channel' | 'epoch'

interface Timer {
  readonly at: number
  readonly act: () => void
}

interface LockRequest {
  readonly tab: Tab
  readonly grant: () => void
  readonly lose: () => void
}

interface Receiver {
  readonly tab: Tab
  readonly hear: (message: unknown) => void
}

/**
 * A browser with several tabs and a server, under controlled time: nothing happens but by `advance` and `settle`.
 * The credential is a cookie that all tabs share, unless a request brings its own.
 */
export class World {
  time = 1_800_000_000_000
  /** By how much the clock that people set is wrong, ms; timers do not follow it. */
  skew = 0
  readonly tabs: Tab[] = []
  readonly #timers = new Set<Timer>()

  // The browser
  readonly held = new Map<string, LockRequest>()
  readonly waiting = new Map<string, LockRequest[]>()
  readonly receivers = new Map<string, Set<Receiver>>()
  readonly epochs = new Map<string, unknown>()
  /** Everything that was ever posted, as it was posted. */
  readonly posted: {
    readonly tab: string
    readonly channel: string
    readonly message: unknown
    readonly at: number
  }[] = []
  /** How long a message takes, ms; undefined when it is lost. */
  delivery: (message: { readonly type: string }, from: Tab, to: Tab) => number | undefined = () => 1
  epochTemper: 'works' | 'rejects' | 'hangs' = 'works'
  /** How long the engine of a lazy tab takes to come, ms; negative when it cannot be had. Undefined: all tabs have theirs. */
  loading: number | undefined = LOADING
  loads = 0
  steals = 0

  // The server
  /** What it accepts; a renewal or a sign-in makes a new one. */
  valid = 'c0'
  /** The cookie jar. */
  jar = 'c0'
  /** False once nothing but a sign-in helps. */
  alive = true
  level = 'plain'
  latency = 10
  readonly hits: WorldHit[] = []
  readonly broken = new Set<string>()
  renewals = 0
  signIns = 0
  #issued = 0
  #expired = 0

  get now(): number {
    return this.time
  }

  after(ms: number, act: () => void): () => void {
    const timer = { at: this.time + Math.max(0, ms), act }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  /** Lets everything happen that needs no time. */
  async settle(): Promise<void> {
    for (;;) {
      await idle()
      const due = this.#next()
      if (due === undefined || due.at > this.time) return
      this.#timers.delete(due)
      due.act()
    }
  }

  /** Waits until each tab has its engine: for what only an engine does by itself. */
  async loadEngines(): Promise<void> {
    const loaded = Promise.all(this.tabs.map(({ auth }) => auth.ready))
    await this.settle()
    await loaded
  }

  async advance(ms: number): Promise<void> {
    const end = this.time + ms
    for (;;) {
      await this.settle()
      const next = this.#next()
      if (next === undefined || next.at > end) break
      this.time = Math.max(this.time, next.at)
    }
    this.time = end
    await this.settle()
  }

  #next(): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.#timers) if (first === undefined || timer.at < first.at) first = timer
    return first
  }

  open(
    options: Partial<SessionOptions> | ((tab: Tab) => Partial<SessionOptions>) = {},
    without: readonly OptionalPort[] = [],
    ports: Partial<Ports> = {},
  ): Tab {
    const tab = new Tab(this, `t${this.tabs.length + 1}`)
    this.tabs.push(tab)
    tab.start(typeof options === 'function' ? options(tab) : options, without, ports)
    return tab
  }

  /** All that the server got for one path, of `auth.fetch`. */
  count(path: string): number {
    return this.hits.filter((hit) => hit.path === path).length
  }

  messages(): { readonly type: string }[] {
    return this.posted.map(({ message }) => message as { readonly type: string })
  }

  /** The access token runs out; a renewal helps. */
  expire(): void {
    this.#expired += 1
    this.valid = `gone${this.#expired}`
  }

  /** The session is over; only a sign-in helps. */
  end(): void {
    this.expire()
    this.alive = false
  }

  issue(): string {
    this.#issued += 1
    this.valid = `c${this.#issued}`
    return this.valid
  }

  /** What the server says; state is looked at when the request arrives, half the latency after it was sent. */
  answer = (hit: WorldHit): Response => {
    const [, area = '', name = ''] = hit.path.split('/')
    if (area === 'renew') {
      this.renewals += 1
      if (!this.alive) {
        return new Response('{"error":"invalid_grant"}', {
          status: 400,
          headers: { 'content-type': 'application/json' },
        })
      }
      return new Response(this.issue())
    }
    if (area === 'login') {
      this.signIns += 1
      this.alive = true
      if (name === 'gold') this.level = 'gold'
      return new Response(this.issue())
    }
    if (area === 'key' && this.broken.has(name)) {
      return json(
        403,
        { type: `${ORIGIN}/problems/third-party-key-invalid`, integration: name, reason: 'key-revoked' },
        'application/problem+json',
      )
    }
    if (area === 'forbidden') {
      return json(403, { type: `${ORIGIN}/problems/permission-denied` }, 'application/problem+json')
    }
    if (area === 'never' || hit.credential !== this.valid) {
      return unauthorized('Bearer realm="app", error="invalid_token"')
    }
    if (area === 'gold' && this.level !== 'gold') {
      return unauthorized('Bearer error="insufficient_user_authentication", acr_values="gold"')
    }
    if (area === 'nonce') return unauthorized('DPoP error="use_dpop_nonce"')
    return json(200, { path: hit.path, body: hit.body })
  }

  // Web Locks

  request(
    tab: Tab,
    name: string,
    { signal, steal }: { readonly signal?: AbortSignal; readonly steal?: boolean },
    act: () => Promise<void>,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const queue = this.waiting.get(name) ?? []
      this.waiting.set(name, queue)
      const request: LockRequest = {
        tab,
        grant: () => {
          this.held.set(name, request)
          signal?.removeEventListener('abort', abort)
          tab.enter(() => {
            void act().finally(() => {
              if (!tab.alive || this.held.get(name) !== request) return
              this.held.delete(name)
              this.#grant(name)
              resolve(undefined)
            })
          })
        },
        lose: () => {
          tab.robbed += 1
          tab.enter(() => reject(new DOMException('stolen', 'AbortError')))
        },
      }
      const abort = (): void => {
        const at = queue.indexOf(request)
        if (at >= 0) queue.splice(at, 1)
        reject(signal?.reason)
      }
      if (signal?.aborted) return abort()
      signal?.addEventListener('abort', abort)
      if (steal) {
        this.steals += 1
        this.held.get(name)?.lose()
        request.grant()
      } else {
        queue.push(request)
        this.after(0, () => this.#grant(name))
      }
    })
  }

  #grant(name: string): void {
    if (!this.held.has(name)) this.waiting.get(name)?.shift()?.grant()
  }

  /** What a tab that is gone held is free a little later. */
  free(tab: Tab): void {
    for (const queue of this.waiting.values()) {
      queue.splice(0, queue.length, ...queue.filter((request) => request.tab !== tab))
    }
    for (const [name, request] of this.held) {
      if (request.tab !== tab) continue
      this.after(20, () => {
        if (this.held.get(name) === request) this.held.delete(name)
        this.#grant(name)
      })
    }
  }

  // BroadcastChannel

  post(from: Tab, channel: string, self: Receiver | undefined, message: unknown): void {
    const copy: unknown = structuredClone(message)
    this.posted.push({ tab: from.name, channel, message: copy, at: this.time })
    for (const receiver of this.receivers.get(channel) ?? []) {
      if (receiver === self) continue
      const ms = this.delivery(copy as { type: string }, from, receiver.tab)
      if (ms === undefined) continue
      this.after(ms, () =>
        receiver.tab.enter(() => {
          if (this.receivers.get(channel)?.has(receiver)) receiver.hear(structuredClone(message))
        }),
      )
    }
  }

  /** Somebody who is not one of us speaks on the channel. */
  shout(channel: string, message: unknown): void {
    for (const { tab, hear } of this.receivers.get(channel) ?? []) tab.enter(() => hear(message))
  }
}

/** One page: an `auth`, and what it has seen. */
export class Tab {
  auth!: Auth
  alive = true
  frozen = false
  visible = true
  /** Whether the user has clicked just now; undefined where the platform cannot tell. */
  active: boolean | undefined
  /** The URL of the page; undefined where there is none. */
  href: string | undefined
  readonly events: AuthEvents[AuthEventType][] = []
  readonly states: AuthState[] = []
  /** Both, by name and in order. */
  readonly log: string[] = []
  /** False while a lazy tab has no engine. */
  isLoaded = true
  /** Whether something waits for the engine that changes the login, so that `state` is behind. */
  isBehind = false
  /** How often another tab took the lock from this one. */
  robbed = 0
  /** What the handlers were asked, in order. */
  readonly asks: string[] = []
  readonly #inbox: (() => void)[] = []
  readonly #shown = new Set<() => void>()
  readonly #hidden = new Set<() => void>()
  readonly #left = new Set<() => void>()
  /** Ends each exchange that is under way. */
  readonly #exchanges = new Set<() => void>()
  readonly world: World
  readonly name: string

  constructor(world: World, name: string) {
    this.world = world
    this.name = name
  }

  start(options: Partial<SessionOptions>, without: readonly OptionalPort[], own: Partial<Ports>): void {
    const ports = { ...this.#ports(), ...own }
    for (const name of without) Reflect.deleteProperty(ports, name)
    const all = {
      origins: [ORIGIN],
      conventions: [oauth2(), problemDetails()],
      renew: () => this.renew(),
      fetch: (input: RequestInfo | URL, init?: RequestInit) => this.carry(new Request(input, init)),
      ...options,
    }
    this.auth = this.world.loading === undefined ? createAuth(all, ports) : this.#createLazy(all, ports)
    this.auth.state.subscribe((state) => {
      this.states.push(state)
      this.log.push(`is ${state.status}`)
    })
    for (const type of types) {
      this.auth.on(type, (event) => {
        this.events.push(event)
        this.log.push(type)
      })
    }
  }

  /** An engine that comes when the world says so, and the conventions after it. */
  #createLazy({ conventions, ...options }: SessionOptions, ports: Ports): Auth {
    const load = async <T>(value: T): Promise<T> => {
      this.world.loads += 1
      const ms = this.world.loading ?? 0
      await this.wait(Math.abs(ms))
      if (ms < 0) throw new TypeError('Failed to fetch dynamically imported module')
      return value
    }
    this.isLoaded = false
    const start: typeof startEngine = (context) => {
      this.isLoaded = true
      this.isBehind = false
      return startEngine(context)
    }
    const parts = { engine: () => load(start), conventions: () => load(conventions) }
    return createAuthWith(options, parts, ports)
  }

  /** Everything of the outside world comes in here: later when frozen, never when gone. */
  enter(act: () => void): void {
    if (!this.alive) return
    if (this.frozen) this.#inbox.push(act)
    else act()
  }

  /** Types of the events, in order. */
  types(): string[] {
    return this.events.map(({ type }) => type)
  }

  get status(): string {
    return this.auth.state.get().status
  }

  /** Status of the answer; also when it rejects, by name. */
  get(path: string, init?: RequestInit): Promise<number | string> {
    return this.auth.fetch(ORIGIN + path, init).then(
      (response) => response.status,
      (error: unknown) => String(error),
    )
  }

  /** `renew` of a good app: gets the browser a new cookie. */
  async renew(signal?: AbortSignal): Promise<RenewResult> {
    this.asks.push('renew')
    const response = await this.carry(new Request(`${ORIGIN}/renew`, { method: 'POST', ...(signal && { signal }) }))
    if (!response.ok) return 'declined'
    this.world.jar = await response.text()
    return 'renewed'
  }

  /** `signIn` of a good app and a user who knows the password; takes a minute. */
  async signIn(way = '/login', ms = 60_000, signal?: AbortSignal): Promise<RenewResult> {
    this.asks.push('signIn')
    await this.wait(ms)
    const response = await this.carry(new Request(ORIGIN + way, { method: 'POST', ...(signal && { signal }) }))
    this.world.jar = await response.text()
    return 'renewed'
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.world.after(ms, () => this.enter(resolve))
    })
  }

  /** The network of this tab. */
  async carry(request: Request): Promise<Response> {
    const { world } = this
    const { pathname } = new URL(request.url)
    const credential = request.headers.get('authorization')?.slice('Bearer '.length) ?? world.jar
    const body = await request.text()
    return new Promise((resolve, reject) => {
      const abort = (): void => reject(request.signal.reason)
      if (request.signal.aborted) return abort()
      request.signal.addEventListener('abort', abort)
      const end = (): void => this.enter(() => reject(new TypeError('NetworkError when attempting to fetch resource.')))
      this.#exchanges.add(end)
      world.after(world.latency / 2, () => {
        if (!this.alive) return
        const hit = { method: request.method, path: pathname, body, credential, tab: this.name }
        world.hits.push(hit)
        const response = world.answer(hit)
        world.after(world.latency / 2, () => {
          this.#exchanges.delete(end)
          this.enter(() => resolve(response))
        })
      })
    })
  }

  /** Closed by the user, or dead: in both cases nothing of it runs any more. */
  close(): void {
    this.alive = false
    this.world.free(this)
    for (const receivers of this.world.receivers.values()) {
      for (const receiver of receivers) if (receiver.tab === this) receivers.delete(receiver)
    }
  }

  /** The browser begins to leave the page, and ends its exchanges, as Firefox does; the page may stay (a download). */
  interrupt(): void {
    for (const act of this.#left) this.enter(act)
    for (const end of this.#exchanges) end()
    this.#exchanges.clear()
  }

  /** The page is left for another one: it is told, and gone. */
  leave(): void {
    for (const act of this.#hidden) this.enter(act)
    this.close()
  }

  freeze(): void {
    this.frozen = true
  }

  thaw(): void {
    this.frozen = false
    // Each in a turn of its own, as tasks are.
    for (const act of this.#inbox.splice(0)) this.world.after(0, () => this.enter(act))
  }

  hide(): void {
    this.visible = false
  }

  show(): void {
    this.visible = true
    for (const act of this.#shown) this.enter(act)
  }

  #ports(): Ports {
    const { world } = this
    return {
      now: () => world.time + world.skew,
      elapsed: () => world.time,
      after: (ms, act) => {
        let on = true
        // What a timer cannot hold is due at once.
        const cancel = world.after(ms > 2_147_483_647 ? 1 : ms, () => this.enter(() => on && act()))
        return () => {
          on = false
          cancel()
        }
      },
      lock: (name, options, act) => (this.alive ? world.request(this, name, options, act) : new Promise(() => {})),
      channel: (name, hear) => {
        const receiver = {
          tab: this,
          hear: (message: unknown) => {
            this.isBehind ||= !this.isLoaded
            hear(message)
          },
        }
        const receivers = world.receivers.get(name) ?? new Set()
        world.receivers.set(name, receivers.add(receiver))
        return {
          post: (message) => {
            if (!this.alive) return
            // As a real one does.
            if (!receivers.has(receiver)) throw new DOMException('the channel is closed', 'InvalidStateError')
            world.post(this, name, receiver, message)
          },
          close: () => void receivers.delete(receiver),
        }
      },
      epoch: (name) => ({
        read: () => this.#database(() => world.epochs.get(name)),
        write: (id) => this.#database(() => void world.epochs.set(name, id)),
      }),
      visible: () => this.visible,
      userIsActive: () => this.active,
      href: () => this.href,
      onHide: (act) => {
        this.#hidden.add(act)
        return () => void this.#hidden.delete(act)
      },
      onLeave: (act) => {
        this.#left.add(act)
        return () => void this.#left.delete(act)
      },
      onShow: (act) => {
        this.#shown.add(act)
        return () => void this.#shown.delete(act)
      },
    }
  }

  #database<T>(act: () => T): Promise<T> {
    const { world } = this
    return new Promise((resolve, reject) => {
      if (world.epochTemper === 'hangs') return
      world.after(0, () => {
        if (!this.alive) return
        if (world.epochTemper === 'rejects') {
          return this.enter(() => reject(new DOMException('no database', 'InvalidStateError')))
        }
        const value = act()
        this.enter(() => resolve(value))
      })
    })
  }
}

const types: readonly AuthEventType[] = [
  'reauthenticate',
  'credentials-rejected',
  'forbidden',
  'third-party-key-invalid',
  'signed-in',
  'signed-out',
  'integration-fixed',
]

/** Promise chains and streams of node need a few turns. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
  }
}

function unauthorized(challenge: string): Response {
  return new Response('{"error":"sign in, please"}', {
    status: 401,
    headers: { 'www-authenticate': challenge, 'content-type': 'application/json' },
  })
}

function json(status: number, body: unknown, type = 'application/json'): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': type } })
}

/** A storage that can be full, or corrupt. */
export function fakeStorage(items: Record<string, string> = {}): {
  readonly items: Map<string, string>
  full: boolean
  getItem: (key: string) => string | null
  setItem: (key: string, value: string) => void
  removeItem: (key: string) => void
} {
  const map = new Map(Object.entries(items))
  return {
    items: map,
    full: false,
    getItem: (key) => map.get(key) ?? null,
    setItem(key, value) {
      if (this.full) throw new DOMException('full', 'QuotaExceededError')
      map.set(key, value)
    },
    removeItem: (key) => void map.delete(key),
  }
}
