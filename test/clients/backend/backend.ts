import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createHTTPHandler } from '@trpc/server/adapters/standalone'
import { type Answer, answerOf } from './answers.ts'
import { graphqlAnswerOf } from './graphql.ts'
import { router } from './trpc-router.ts'

/** What one backend was asked so far. */
export interface Counts {
  requests: number
  /** Requests that were refused because of the token. */
  refused: number
  /** Changes that were made. */
  changes: number
}

export interface Backend {
  readonly base: string
  readonly counts: Counts
  /** Settles when so many requests were refused because of the token. */
  readonly refusedTimes: (times: number) => Promise<void>
  readonly close: () => void
}

/** The one token that the backend accepts. */
export const FRESH_TOKEN = 'fresh'

/** A backend that refuses in the ways of the scenarios: REST, GraphQL at /graphql, PostgREST at /rest/v1, tRPC at /trpc. */
export async function startBackend(): Promise<Backend> {
  const counts: Counts = { requests: 0, refused: 0, changes: 0 }
  const waiting: { readonly times: number; readonly resolve: () => void }[] = []
  const isFresh = (request: IncomingMessage): boolean => request.headers.authorization === `Bearer ${FRESH_TOKEN}`
  const change = (): number => (counts.changes += 1)
  const handleTrpc = createHTTPHandler({
    router,
    basePath: '/trpc/',
    createContext: ({ req }) => ({ isFresh: isFresh(req), change }),
  })

  const server = createServer((request, response) => {
    counts.requests += 1
    response.on('finish', () => {
      if (response.statusCode === 401 && !isFresh(request)) counts.refused += 1
      for (const { times, resolve } of waiting) if (counts.refused >= times) resolve()
    })
    const { pathname } = new URL(request.url ?? '/', 'http://backend')
    if (pathname.startsWith('/trpc/') && !pathname.endsWith('/legacy')) handleTrpc(request, response)
    else void handle(request, response, pathname)
  })

  async function handle(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> {
    const body = await text(request)
    const asked = { pathname, body, isFresh: isFresh(request), change }
    send(response, pathname === '/graphql' ? graphqlAnswerOf(asked) : answerOf(asked))
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    refusedTimes: (times) => new Promise((resolve) => waiting.push({ times, resolve })),
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const isText = typeof body === 'string'
  response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers })
  response.end(isText ? body : JSON.stringify(body))
}
