// A static host for the built site: files as they are, the index of a folder, 404.html for the rest, text compressed.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'

const FOLDER = 'site/dist'
/** Pages that are no part of the site, by name. */
const PLANTED = 'scripts/site/checks'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.xml': 'application/xml',
  '.woff2': 'font/woff2',
}

interface File {
  readonly type: string
  readonly content: Buffer
  /** Bytes on the wire. */
  readonly isCompressed: boolean
}

const files = new Map<string, Promise<File | undefined>>()

async function readCompressed(name: string): Promise<File | undefined> {
  const folder = name === 'planted.html' ? PLANTED : FOLDER
  const raw = await readFile(join(folder, name)).catch(() => undefined)
  if (raw === undefined) return undefined
  const type = types[extname(name)] ?? 'application/octet-stream'
  const isCompressed = !/^(?:image\/png|font|application\/octet)/.test(type)
  return { type, content: isCompressed ? gzipSync(raw) : raw, isCompressed }
}

/** A file, read and compressed once for all hosts. */
function fileOf(name: string): Promise<File | undefined> {
  const known = files.get(name) ?? readCompressed(name)
  files.set(name, known)
  return known
}

/** One answer of the host. A prefetch is for a page that the reader may go to. */
export interface Sent {
  readonly path: string
  readonly bytes: number
  readonly isPrefetch: boolean
}

export interface StaticHost {
  /** Ends in the path that the site was built for. */
  readonly url: string
  readonly sent: readonly Sent[]
  close(): Promise<void>
}

/** Serves the site below `base`, and nothing outside it. One host for one page tells what that page asks for. */
export async function serveSite(base: string): Promise<StaticHost> {
  const sent: Sent[] = []
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname } = new URL(request.url ?? '/', 'http://site')
      const path = pathname.startsWith(base) ? decodeURIComponent(pathname.slice(base.length)) : undefined
      const name = path === '' || path?.endsWith('/') === true ? `${path}index.html` : path
      const found = name === undefined ? undefined : await fileOf(normalize(name))
      const file = found ?? (await fileOf('404.html'))
      sent.push({
        path: name ?? pathname,
        bytes: file?.content.length ?? 0,
        isPrefetch: request.headers['sec-purpose']?.includes('prefetch') ?? false,
      })
      response.writeHead(found === undefined ? 404 : 200, {
        'content-type': file?.type ?? 'text/plain',
        ...(file?.isCompressed === true && { 'content-encoding': 'gzip' }),
      })
      response.end(file?.content)
    })()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}${base}`,
    sent,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
