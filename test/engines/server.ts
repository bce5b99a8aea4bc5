import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { normalize } from 'node:path'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'

export interface EngineServer {
  readonly url: string
  /** The package's files that were asked for, without `/dist/`. */
  readonly loaded: readonly string[]
  /** Files that a deployment removed. */
  readonly removed: Set<string>
  readonly counts: Readonly<Record<string, number>>
  /** Bytes of the built app that went over the wire, gzipped, by file. */
  readonly bytes: Readonly<Record<string, number>>
  /** The access token is dead until the next refresh or sign-in. */
  readonly expire: () => void
  /** Keeps refreshes back until the returned function is called. */
  readonly holdRefresh: () => () => void
  readonly close: () => Promise<void>
}

/** The files by path; everything is of this project. */
const files: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/page.mjs': 'page.mjs',
  '/bundled': 'bundled.html',
}
const types: Readonly<Record<string, string>> = { html: 'text/html', mjs: 'text/javascript', js: 'text/javascript' }

/** A backend with one session, and the package's files as they are published; `app` is a built app by file name. */
export async function startEngineServer(app: ReadonlyMap<string, Uint8Array>): Promise<EngineServer> {
  const bytes: Record<string, number> = {}
  const counts: Record<string, number> = {}
  const loaded: string[] = []
  const removed = new Set<string>()
  let isAlive = true
  let held: Promise<void> | undefined

  const sendFile = async (response: ServerResponse, path: string): Promise<void> => {
    const content = await readFile(path).catch(() => undefined)
    const type = types[path.slice(path.lastIndexOf('.') + 1)] ?? 'text/plain'
    response.writeHead(content === undefined ? 404 : 200, { 'content-type': type, 'cache-control': 'no-store' })
    response.end(content)
  }
  const refuse = (response: ServerResponse, challenges: string[], body = ''): void => {
    response.writeHead(401, { 'www-authenticate': challenges, 'content-type': 'application/json' }).end(body)
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://server')
    const uploaded = await text(request)
    counts[pathname] = (counts[pathname] ?? 0) + 1
    if (pathname.startsWith('/dist/')) {
      const name = normalize(pathname.slice('/dist/'.length))
      loaded.push(name)
      if (removed.has(name) || name.startsWith('..')) return void response.writeHead(404).end()
      return sendFile(response, `dist/${name}`)
    }
    if (pathname.startsWith('/app/')) {
      const name = pathname.slice('/app/'.length)
      const content = gzipSync(app.get(name) ?? '', { level: 9 })
      bytes[name] = content.length
      return void response
        .writeHead(app.has(name) ? 200 : 404, { 'content-type': 'text/javascript', 'content-encoding': 'gzip' })
        .end(content)
    }
    const file = files[pathname]
    if (file !== undefined) return sendFile(response, `${import.meta.dirname}/${file}`)
    if (pathname === '/login') {
      isAlive = true
      return sendFile(response, `${import.meta.dirname}/login.html`)
    }
    if (pathname === '/next') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Next</p>')
    if (pathname === '/api/refresh') {
      await held
      // Whoever asked may be gone by now.
      if (response.closed) return
      isAlive = true
      return void response.writeHead(204).end()
    }
    if (isAlive) return void response.writeHead(200).end(String(uploaded.length))
    // Firefox hides two field lines from the page, so that the body has to decide.
    if (pathname === '/api/two-lines') {
      return refuse(response, ['Bearer error="invalid_token"', 'DPoP algs="ES256"'], '{"error":"invalid_token"}')
    }
    refuse(response, ['Bearer realm="engines", error="invalid_token"'])
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    loaded,
    removed,
    counts,
    bytes,
    expire: () => {
      isAlive = false
    },
    holdRefresh: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return () => {
        held = undefined
        resolve()
      }
    },
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}
