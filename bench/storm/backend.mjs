// A token backend on loopback that counts everything by request id: items behind a bearer token, a refresh endpoint, and a
// GraphQL endpoint with the same items.
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { canonical } from './bodies.mjs'

/** How often one request may come before it is not answered any more: what would loop without end, ends. */
export const MAX_SENT = 20
const RENEWAL_MS = 20

const answer = (response, status, value, headers = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(value))
}

/**
 * `refresh`: how the renewal answers (`ok`, `network`, `400`, `401`, `hang`); `refuse`: items are refused whatever the token;
 * `rotates`: a refresh token is for one use, and the second revokes the family (RFC 9700 §4.14.2).
 * The token that clients start with, `t0`, has expired; each that is issued afterwards lives on.
 */
export async function startBackend({ refresh = 'ok', refuse = false, rotates = false } = {}) {
  const state = { refresh, refuse, refreshToken: 'r0', issued: 0, revoked: false, renewals: 0, lastSeen: 0 }
  const items = new Map()

  const renew = async (request, response) => {
    state.renewals += 1
    const { refreshToken } = JSON.parse((await buffer(request)).toString() || '{}')
    if (state.refresh === 'hang') return undefined
    await pause(RENEWAL_MS)
    if (state.refresh === 'network') return request.socket.destroy()
    if (state.refresh === '400') return answer(response, 400, { error: 'invalid_grant' })
    if (state.refresh === '401') return answer(response, 401, { error: 'invalid_token' })
    if (rotates && refreshToken !== state.refreshToken) {
      state.revoked = true
      return answer(response, 400, { error: 'invalid_grant', error_description: 'refresh token reuse' })
    }
    state.issued += 1
    state.refreshToken = `r${state.issued}`
    return answer(response, 200, { token: `t${state.issued}`, refreshToken: state.refreshToken })
  }

  /** Decided when it comes, answered after `delay`: a slow one is refused for a token that was renewed meanwhile. */
  const item = async (request, { id, delay, body }) => {
    const seen = items.get(id) ?? { sent: 0, bodies: [] }
    items.set(id, seen)
    seen.sent += 1
    if (body !== undefined) seen.bodies.push(body)
    const isGood = !state.refuse && !state.revoked && /^Bearer t[1-9]/.test(request.headers.authorization)
    if (seen.sent >= MAX_SENT) return undefined
    if (delay > 0) await pause(delay)
    return isGood
  }

  const serve = async (request, response) => {
    state.lastSeen = performance.now()
    const { pathname, searchParams } = new URL(request.url, 'http://localhost')
    if (pathname === '/auth/refresh') return renew(request, response)
    const bytes = await buffer(request)
    const isGraphql = pathname === '/graphql'
    const { id, delay } = isGraphql
      ? JSON.parse(bytes.toString()).variables
      : { id: pathname.slice('/api/'.length), delay: searchParams.get('delay') }
    const body =
      bytes.length === 0 ? undefined : await canonical(bytes, isGraphql ? '' : request.headers['content-type'])
    const isGood = await item(request, { id, delay: Number(delay ?? 0), body })
    if (isGood === undefined) return undefined
    if (isGood) return answer(response, 200, isGraphql ? { data: { item: id } } : { id })
    const code = 'UNAUTHENTICATED'
    return answer(
      response,
      401,
      isGraphql ? { errors: [{ message: 'token expired', extensions: { code } }] } : { error: 'invalid_token' },
      { 'www-authenticate': 'Bearer error="invalid_token"' },
    )
  }

  const server = createServer(
    (request, response) => void serve(request, response).catch(() => request.socket.destroy()),
  )
  server.keepAliveTimeout = 1_000
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    state,
    items,
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}
