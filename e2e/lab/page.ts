// What runs in the lab's pages: an app with a refresh token that all tabs share and that may be used once.
import { type Auth, createAuth, createTokens, type HandlerContext, type RenewResult, type TokenAnswer } from 'why401'
import { loginRedirect, returnPath } from 'why401/session'

export interface LabOptions {
  /**
   * Where the tokens are that all tabs share: cookies that no script reads, or IndexedDB. Not `localStorage`, which lags, but by
   * `createTokens` (`kept`).
   */
  readonly tokens?: 'cookie' | 'database' | 'storage' | 'kept'
  /** `freeze`: the first time, nothing runs in this tab until the server answers. */
  readonly renew?: 'refresh' | 'hang' | 'freeze' | 'none'
  readonly signIn?: 'buttons' | 'redirect' | 'none'
  readonly maxWait?: number
  readonly tabs?: boolean | string
  /** Renews this long after the page was loaded, ms; for how many times. */
  readonly renewAt?: number
}

export interface Lab {
  readonly auth: Auth
  readonly login: () => Promise<unknown>
  /** Types of the events so far, `verdict` left out. */
  readonly events: readonly string[]
  /** Sends this many at once; resolves to their statuses, or what they failed with. */
  readonly send: (count: number, query?: string) => Promise<readonly (number | string)[]>
  /** The same, and tells in the page how it went. */
  readonly fire: (count: number, query?: string) => void
}

declare global {
  interface Window {
    lab: Lab
  }
}

const byId = (id: string): HTMLElement => document.getElementById(id)!
const options = JSON.parse(new URLSearchParams(location.search).get('lab') ?? '{}') as LabOptions
const started = Date.now()
let frozen = false

interface Tokens {
  readonly access: string
  readonly refresh: string
}

/** Reads or writes the one record in the app's own database. */
function database<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open('lab', 1)
    open.addEventListener('upgradeneeded', () => open.result.createObjectStore('tokens'))
    open.addEventListener('error', () => reject(open.error))
    open.addEventListener('success', () => {
      const transaction = open.result.transaction('tokens', mode)
      const request = act(transaction.objectStore('tokens'))
      transaction.addEventListener('complete', () => {
        open.result.close()
        resolve(request.result)
      })
      transaction.addEventListener('abort', () => reject(transaction.error))
    })
  })
}

async function heldTokens(): Promise<Tokens | undefined> {
  if (options.tokens === 'storage') return JSON.parse(localStorage.getItem('tokens') ?? 'null') ?? undefined
  return options.tokens === 'database'
    ? database('readonly', (store) => store.get('tokens') as IDBRequest<Tokens | undefined>)
    : undefined
}

/** What the lab's server calls its tokens. */
async function answerOf(response: Response): Promise<TokenAnswer> {
  const { access, refresh } = (await response.json()) as Tokens
  return { access_token: access, refresh_token: refresh, expires_in: 3600 }
}

const kept = createTokens({
  refresh: async ({ refreshToken = '' }) => {
    const response = await fetch('/api/refresh', { method: 'POST', headers: { 'x-refresh': refreshToken } })
    return response.ok ? answerOf(response) : response
  },
  storage: localStorage,
})

async function keep(response: Response): Promise<RenewResult> {
  if (options.tokens === 'kept') {
    kept.set(await answerOf(response))
    return 'renewed'
  }
  // As a client would throw it.
  if (!response.ok) throw Object.assign(new Error(`the answer was ${response.status}`), { status: response.status })
  const tokens = (await response.json()) as Tokens
  if (options.tokens === 'storage') localStorage.setItem('tokens', JSON.stringify(tokens))
  if (options.tokens === 'database') await database('readwrite', (store) => store.put(tokens, 'tokens'))
  return 'renewed'
}

const login = async (): Promise<RenewResult> => keep(await fetch('/api/login', { method: 'POST' }))

/** Not with the ask's signal: an exchange that is aborted may have been made, and what came of it would be lost. */
async function renew(): Promise<RenewResult> {
  if (options.renew === 'hang') return new Promise(() => {})
  if (options.renew === 'freeze' && !frozen) {
    frozen = true
    // A synchronous request stops this thread until the server lets it go on.
    const request = new XMLHttpRequest()
    request.open('POST', '/api/frozen', false)
    request.send()
  }
  const tokens = await heldTokens()
  return keep(
    await fetch('/api/refresh', { method: 'POST', ...(tokens && { headers: { 'x-refresh': tokens.refresh } }) }),
  )
}

function buttons({ signal }: HandlerContext): Promise<RenewResult> {
  byId('ask').hidden = false
  const clicks = new AbortController()
  const clicked = (id: string): Promise<void> =>
    new Promise((resolve) => {
      byId(id).addEventListener('click', () => resolve(), { signal: clicks.signal })
    })
  const aborted = new Promise<RenewResult>((resolve) => {
    signal.addEventListener('abort', () => resolve('declined'))
  })
  const answer = Promise.race([
    clicked('sign-in').then(login),
    clicked('decline').then((): RenewResult => 'declined'),
    aborted,
  ])
  return answer.finally(() => {
    clicks.abort()
    byId('ask').hidden = true
  })
}

function start(): Lab {
  const events: string[] = []
  const auth = createAuth({
    ...(options.renew !== 'none' && { renew }),
    ...(options.signIn !== 'none' && {
      signIn: options.signIn === 'redirect' ? loginRedirect({ to: '/login' }) : buttons,
    }),
    ...(options.maxWait !== undefined && { maxWait: options.maxWait }),
    ...(options.tabs !== undefined && { tabs: options.tabs }),
    ...(options.renewAt !== undefined && { renewAt: started + options.renewAt }),
    ...(options.tokens === 'kept' && kept.options),
    ...(/^(?:database|storage)$/.test(options.tokens ?? '') && {
      authorize: async (request: Request) => {
        const tokens = await heldTokens()
        if (tokens) request.headers.set('authorization', `Bearer ${tokens.access}`)
      },
    }),
    routes: [
      { path: '/api/weather', role: 'integration', integration: 'meteo' },
      { path: '/api/refresh', role: 'renewal' },
    ],
    storage: localStorage,
  })
  for (const type of [
    'reauthenticate',
    'signed-in',
    'signed-out',
    'third-party-key-invalid',
    'integration-fixed',
  ] as const) {
    auth.on(type, () => events.push(type))
  }
  const show = (): void => {
    byId('state').textContent = auth.state.get().status
  }
  auth.state.subscribe(show)
  show()
  const showBroken = (): void => {
    byId('broken').textContent = [...auth.integrations.get().keys()].join(' ')
  }
  auth.integrations.subscribe(showBroken)
  showBroken()

  const send: Lab['send'] = (count, query = '') =>
    Promise.all(
      Array.from({ length: count }, async () => {
        try {
          // Not from the cache, which would let only one of them out at a time.
          const { status } = await auth.fetch(`/api/data${query}`, { cache: 'no-store' })
          return status
        } catch (error) {
          return String(error)
        }
      }),
    )
  return {
    auth,
    login,
    events,
    send,
    fire: (count, query) => {
      byId('answers').textContent = 'waiting'
      void send(count, query).then((answers) => {
        byId('answers').textContent = `${answers.length}: ${[...new Set(answers)].join(' ')}`
      })
    },
  }
}

window.addEventListener('pageshow', ({ persisted }) => {
  byId('shown').textContent += persisted ? 'again ' : 'loaded '
})

if (document.documentElement.dataset.page === 'login') {
  byId('ask').hidden = false
  byId('decline').hidden = true
  byId('sign-in').addEventListener('click', () => {
    void login().then(() => location.assign(returnPath(location.href)))
  })
} else {
  window.lab = start()
}
