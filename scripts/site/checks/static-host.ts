// A static host for the built site: files as they are, the index of a folder, 404.html for the rest, text compressed.
// A page comes in pieces, as over a bad network: what a browser paints of the first one must not move when the next one comes.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { constants, createGzip, gzipSync } from 'node:zlib'

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

/** Longer than a browser keeps the last page on the screen for the first paint of the next one (500 ms in Chromium). */
const PAUSE_MS = 700

interface File {
  readonly type: string
  /** One after the other, with a pause between them. */
  readonly pieces: readonly Buffer[]
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
  if (type.startsWith('text/html')) return { type, pieces: await compressPieces(cut(raw.toString())), isCompressed }
  return { type, pieces: [isCompressed ? gzipSync(raw) : raw], isCompressed }
}

/** A page in pieces: what stands before its text, the text until the middle of its first table, and the rest; others in halves. */
function cut(html: string): string[] {
  const aside = html.indexOf('class="aside-container"')
  const start = aside < 0 ? Math.floor(html.length / 2) : html.indexOf('<div class="content" data-v-', aside)
  const table = /<table[\s\S]*?<\/table>/.exec(html)
  const row = table === null ? -1 : html.indexOf('<tr', table.index + table[0].length / 2)
  const places = [start, row].filter((place) => place > 0).sort((a, b) => a - b)
  return [0, ...places].map((place, index) => html.slice(place, places[index]))
}

/** One gzip stream that can be read up to the end of each piece. */
async function compressPieces(pieces: readonly string[]): Promise<Buffer[]> {
  const gzip = createGzip()
  const compressed: Buffer[] = []
  let chunks: Buffer[] = []
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk))
  for (const [index, piece] of pieces.entries()) {
    gzip.write(piece)
    await new Promise<void>((done) => {
      if (index === pieces.length - 1) gzip.once('end', done).end()
      else gzip.flush(constants.Z_SYNC_FLUSH, done)
    })
    compressed.push(Buffer.concat(chunks))
    chunks = []
  }
  return compressed
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

/** Serves the site below `base`, and nothing outside it. One host for one page tells what that page asks for; `isFast` sends a page whole. */
export async function serveSite(base: string, { isFast = false } = {}): Promise<StaticHost> {
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
        bytes: file?.pieces.reduce((sum, { length }) => sum + length, 0) ?? 0,
        isPrefetch: request.headers['sec-purpose']?.includes('prefetch') ?? false,
      })
      response.writeHead(found === undefined ? 404 : 200, {
        'content-type': file?.type ?? 'text/plain',
        // What has its own content in its name is kept, with what the browser made of it.
        ...(isFast && name?.startsWith('assets/') === true && { 'cache-control': 'max-age=3600, immutable' }),
        ...(file?.isCompressed === true && { 'content-encoding': 'gzip' }),
      })
      for (const [index, piece] of (file?.pieces ?? []).entries()) {
        if (index > 0 && !isFast) await pause(PAUSE_MS)
        response.write(piece)
      }
      response.end()
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
