import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import {
  forbidden,
  sessionExpired,
  signInRequired,
  thirdPartyKeyInvalid,
  tokenRefused,
  wrongCredentials,
} from 'why401/problem'
import { listen, readRequest, sendResponse } from './respond.ts'

/** An API that knows which tokens are valid, and counts what it was asked for. */
export interface Backend {
  readonly url: string
  readonly server: Server
  /** `POST /session`, in order. */
  readonly hits: readonly string[]
  readonly count: (hit: string) => number
  /** How many of these were answered. */
  readonly countAnswered: (hit: string) => number
  /** Makes a token; it is valid until `expire`. */
  readonly issue: () => string
  readonly accept: (token: string) => void
  /** No token is valid any more. */
  readonly expire: () => void
  /** What `POST /token/refresh` answers. */
  readonly setRefresh: (refresh: Refresh) => void
  readonly isValid: (token: string | undefined) => boolean
  /** Requests to `path` are judged when they come, and answered after `release`. */
  readonly hold: (path: string) => { readonly release: () => void }
}

/** A new token, "your refresh token is over", or "come again later". */
export type Refresh = 'works' | 'is refused' | 'is down'

export const password = 'correct horse'

/** What a browser loads from the API's own origin, by path. */
export interface File {
  readonly type: string
  readonly body: string
}

/** The API of the recipes: a bearer token, or a cookie `sid` that holds it. */
export async function startBackend(files: Readonly<Record<string, File>> = {}): Promise<Backend> {
  const valid = new Set<string>()
  const hits: string[] = []
  const answered: string[] = []
  const state = { refresh: 'works' as Refresh }
  const held = new Map<string, Promise<void>>()
  const issue = (): string => {
    const token = randomUUID()
    valid.add(token)
    return token
  }
  const isValid = (token: string | undefined): boolean => token !== undefined && valid.has(token)
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? ''
    const hit = `${request.method} ${path}`
    hits.push(hit)
    response.on('finish', () => answered.push(hit))
    const file = files[path]
    if (file) response.writeHead(200, { 'content-type': file.type }).end(file.body)
    else {
      const isFresh = isValid(credentialOf(request))
      void Promise.resolve(held.get(path)).then(() => answer(request, response, { state, issue, isFresh }))
    }
  })
  const url = await listen(server)
  return {
    url,
    server,
    hits,
    count: (hit) => hits.filter((other) => other === hit).length,
    countAnswered: (hit) => answered.filter((other) => other === hit).length,
    issue,
    accept: (token) => valid.add(token),
    expire: () => valid.clear(),
    setRefresh: (refresh) => {
      state.refresh = refresh
    },
    isValid,
    hold: (path) => {
      let release = (): void => {}
      held.set(path, new Promise((resolve) => void (release = resolve)))
      return { release: () => release() }
    },
  }
}

/** The token of a request, wherever a stream or a page can put it. */
export function credentialOf({ headers, url = '' }: IncomingMessage): string | undefined {
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
  const cookie = /(?:^|; )sid=([^;]+)/.exec(headers.cookie ?? '')?.[1]
  return bearer ?? cookie ?? new URL(url, 'http://localhost').searchParams.get('token') ?? undefined
}

interface Context {
  readonly state: { readonly refresh: Refresh }
  readonly issue: () => string
  readonly isFresh: boolean
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, context: Context): Promise<void> {
  const request = await readRequest(incoming)
  const { pathname } = new URL(request.url)
  if (pathname === '/events' && context.isFresh) {
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: hello\n\n')
    return
  }
  await sendResponse(await respond(request, pathname, context), outgoing)
}

async function respond(request: Request, pathname: string, { state, issue, isFresh }: Context): Promise<Response> {
  if (pathname === '/session' && request.method === 'POST') {
    const form = (await request.json()) as { password?: string }
    return form.password === password ? signedIn(issue()) : wrongCredentials()
  }
  if (pathname === '/token/refresh') {
    if (state.refresh === 'is down') return Response.json({ error: 'temporarily_unavailable' }, { status: 503 })
    return state.refresh === 'works' ? signedIn(issue()) : Response.json({ error: 'invalid_grant' }, { status: 400 })
  }
  if (!isFresh) {
    const hasNone = !request.headers.has('authorization') && !request.headers.has('cookie')
    if (hasNone) return signInRequired()
    return request.headers.has('cookie') ? sessionExpired() : tokenRefused()
  }
  if (pathname === '/api/reports' && request.method === 'DELETE') return forbidden({ scope: 'reports:delete' })
  if (pathname.startsWith('/integrations/mail')) {
    return thirdPartyKeyInvalid({ integration: 'mail', reason: 'key-revoked', upstream: { status: 401 } })
  }
  return Response.json({ reports: ['May', 'June'] })
}

function signedIn(token: string): Response {
  const headers = { 'set-cookie': `sid=${token}; Path=/; HttpOnly; SameSite=Lax` }
  return Response.json({ accessToken: token }, { headers })
}
