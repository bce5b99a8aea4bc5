// The backend of this starter: a few routes in Vite's own server, so that one command runs all of it. A real one keeps users,
// sessions and keys in a database; what matters here is how it refuses.
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Connect, Plugin } from 'vite'
import { forbidden, signInRequired, thirdPartyKeyInvalid, tokenRefused, wrongCredentials } from 'why401/problem'

/** A short time, so that you see a renewal without waiting for it. */
const TOKEN_SECONDS = 60

/** Refresh tokens, each in a cookie that no script can read. */
const sessions = new Set<string>()
const accessTokens = new Set<string>()
let weatherKey = 'a key that the weather service has revoked'

/** Adds the backend to `vite` and to `vite preview`. */
export function backend(): Plugin {
  const use = ({ middlewares }: { readonly middlewares: Connect.Server }): void => {
    middlewares.use('/api', (request, response, next) => {
      respond(request)
        .then((answer) => write(answer, response))
        .catch(next)
    })
  }
  return { name: 'backend', configureServer: use, configurePreviewServer: use }
}

async function respond(request: IncomingMessage): Promise<Response> {
  switch (`${request.method} ${request.url}`) {
    case 'POST /session':
      return signIn(request)
    case 'DELETE /session':
      sessions.delete(sessionOf(request))
      return new Response(undefined, { status: 204 })
    case 'POST /token':
      return sessions.has(sessionOf(request)) ? Response.json(newToken()) : signInRequired()
    case 'POST /expire':
      // Only here, to show what an expired token leads to.
      accessTokens.clear()
      return new Response(undefined, { status: 204 })
    default:
      return respondToUser(request)
  }
}

async function signIn(request: IncomingMessage): Promise<Response> {
  const { password } = (await readJson(request)) as { readonly password?: unknown }
  if (password !== 'demo') return wrongCredentials()
  const session = randomUUID()
  sessions.add(session)
  // An online editor shows this page in a frame of another site: over https, the cookie is one of that frame.
  const isSecure = request.headers.origin?.startsWith('https:')
  const site = isSecure ? 'SameSite=None; Secure; Partitioned' : 'SameSite=Strict'
  return Response.json(newToken(), { headers: { 'set-cookie': `session=${session}; HttpOnly; Path=/api; ${site}` } })
}

async function respondToUser(request: IncomingMessage): Promise<Response> {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) return signInRequired({ scheme: 'Bearer' })
  if (!accessTokens.has(token)) return tokenRefused({ reason: 'token-expired' })
  switch (`${request.method} ${request.url}`) {
    case 'GET /reports':
      return Response.json(['Spring', 'Summer', 'Autumn'])
    case 'GET /salaries':
      return forbidden({ scope: 'salaries:read' })
    case 'GET /integrations/weather/today':
      return weatherKey.startsWith('new-') ? Response.json('Sunny, 21 °C') : weatherRefusal()
    case 'PUT /integrations/weather/key':
      weatherKey = String(((await readJson(request)) as { readonly key?: unknown }).key)
      return new Response(undefined, { status: 204 })
    default:
      return new Response('Not found', { status: 404 })
  }
}

/** The user is signed in, and stays so: it is the weather service that refused the key which the user stored. */
function weatherRefusal(): Response {
  return thirdPartyKeyInvalid({ integration: 'weather', reason: 'key-revoked', upstream: { status: 401 } })
}

function newToken(): { readonly access_token: string; readonly expires_in: number } {
  const token = randomUUID()
  accessTokens.add(token)
  setTimeout(() => accessTokens.delete(token), TOKEN_SECONDS * 1_000).unref()
  return { access_token: token, expires_in: TOKEN_SECONDS }
}

function sessionOf({ headers: { cookie = '' } }: IncomingMessage): string {
  return /(?:^|; )session=([^;]+)/.exec(cookie)?.[1] ?? ''
}

async function readJson(request: IncomingMessage): Promise<object> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk)
  return Object(JSON.parse(text))
}

async function write(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  response.end(await answer.text())
}
