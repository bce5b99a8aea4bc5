import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** One request as the server got it. */
export interface Hit {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface Answer {
  readonly status?: number
  readonly headers?: Record<string, string>
  /** Text, or something that becomes JSON. */
  readonly body?: unknown
}

export interface TestServer {
  readonly url: string
  readonly hits: readonly Hit[]
  /** Paths that were asked for, in order. */
  readonly paths: () => string[]
}

/** A real HTTP server for one test. */
export async function serve(answer: (hit: Hit) => Answer | Promise<Answer>): Promise<TestServer> {
  const hits: Hit[] = []
  const server = createServer((request, response) => {
    void (async () => {
      const hit: Hit = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: await buffer(request),
      }
      hits.push(hit)
      const { status = 200, headers = {}, body = '' } = await answer(hit)
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      response.writeHead(status, {
        'content-type': typeof body === 'string' ? 'text/plain' : 'application/json',
        ...headers,
      })
      response.end(text)
    })()
  })
  await listen(server)
  return { url: urlOf(server), hits, paths: () => hits.map(({ path }) => path) }
}

/**
 * What a server got, as it compares with another attempt: bytes as text, and without what belongs to the connection. The
 * boundary of a form is a new one for each attempt, and says nothing.
 */
export function attemptOf({ method, path, headers, body }: Hit) {
  const type = headers['content-type']
  const boundary = /boundary=([\w.-]+)/.exec(type ?? '')?.[1]
  const strip = (text: string): string => (boundary === undefined ? text : text.replaceAll(boundary, 'BOUNDARY'))
  return {
    method,
    path,
    headers: { ...headers, connection: undefined, ...(type !== undefined && { 'content-type': strip(type) }) },
    body: strip(body.toString('latin1')),
  }
}

/** Makes a server listen until the test is over. */
export async function listen(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
}

export function urlOf(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return `http://127.0.0.1:${address.port}`
}

/** 401 with our own challenge: the user has to sign in. */
export const refusal: Answer = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer realm="app"' },
  body: { error: 'sign in, please' },
}

export const stepUp: Answer = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer error="insufficient_user_authentication", acr_values="gold"' },
}

export const staleNonce: Answer = {
  status: 401,
  headers: { 'www-authenticate': 'DPoP error="use_dpop_nonce"', 'dpop-nonce': 'n2' },
}

/** 403 by RFC 9457 with the type that why401 recommends. */
export function keyRefused(integration: string): Answer {
  return {
    status: 403,
    headers: { 'content-type': 'application/problem+json' },
    body: { type: 'https://app.example/problems/third-party-key-invalid', integration, reason: 'key-revoked' },
  }
}
