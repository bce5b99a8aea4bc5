import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { thirdPartyKeyInvalid } from 'why401/problem'

/** One request as it came. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

const routes: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
  '/bearer': ({ headers }, response) => {
    const error = headers.authorization === undefined ? '' : ', error="invalid_token"'
    if (headers.authorization === 'Bearer good') response.end('[]')
    else response.writeHead(401, { 'www-authenticate': `Bearer realm="app"${error}` }).end()
  },
  '/exposed': ({ headers, method }, response) => {
    response.setHeader('access-control-allow-origin', headers.origin ?? '*')
    response.setHeader('access-control-expose-headers', 'WWW-Authenticate')
    if (method === 'OPTIONS') {
      response.writeHead(204, { 'access-control-allow-headers': 'authorization, x-api-key' }).end()
    } else response.writeHead(401, { 'www-authenticate': 'Bearer realm="app"' }).end()
  },
  '/third-party': (_request, response) => {
    const refusal = thirdPartyKeyInvalid({ integration: 'mail', manageUrl: 'https://app.example/mail?token=s3cret' })
    response.writeHead(refusal.status, Object.fromEntries(refusal.headers)).end(JSON.stringify(refusal))
  },
  '/forbidden': (_request, response) => {
    response.writeHead(403, { 'content-type': 'application/problem+json' })
    response.end('{"type":"https://a.test/permission-denied","status":403}')
  },
  '/redirect': (_request, response) => {
    response.writeHead(302, { location: '/login?next=s3cret' }).end()
  },
  '/gate': (_request, response) => {
    response.writeHead(302, { location: '/sign-in?next=s3cret' }).end()
  },
  '/sign-in': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end('<title>Sign in</title><form action="/login"><input type="password" name="p"></form>')
  },
  '/away': ({ url }, response) => {
    response.writeHead(307, { location: new URLSearchParams((url ?? '').split('?')[1]).get('to') ?? '/' }).end()
  },
  '/round': (_request, response) => {
    response.writeHead(302, { location: '/round' }).end()
  },
  '/login': (_request, response) => {
    response.writeHead(422, { 'content-type': 'application/problem+json' })
    response.end('{"type":"https://a.test/invalid-credentials","status":422}')
  },
  '/endless': (_request, response) => {
    response.writeHead(401, { 'www-authenticate': 'Bearer', 'content-type': 'text/plain' })
    const more = (): void => {
      if (response.destroyed) return
      if (response.write('x'.repeat(16_384))) setImmediate(more)
      else response.once('drain', more)
    }
    more()
  },
  '/stalled': (_request, response) => {
    response.writeHead(401, { 'www-authenticate': 'Bearer', 'content-type': 'application/json' }).write('{"error":')
  },
  '/escape': (_request, response) => {
    response.writeHead(403, { 'content-type': 'application/problem+json' })
    response.end(JSON.stringify({ type: 'https://a.test/permission-denied', detail: 'a\u001b[2Jb\u202ec' }))
  },
}

/** A server that keeps each request as it came. */
export async function startServer(): Promise<{
  readonly base: string
  readonly seen: Seen[]
  readonly close: () => Promise<unknown>
}> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    seen.push({ method: request.method ?? '', path, headers: request.headers as Record<string, string> })
    const route = routes[path]
    if (route) route(request, response)
    else response.writeHead(200).end('ok')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
