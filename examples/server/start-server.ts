import { createServer, type Server } from 'node:http'
import type { Express, RequestHandler } from 'express'
import { createApp } from './app.ts'
import type { Counts } from './debug/counts.ts'
import { createThirdParty } from './meteo/third-party.ts'
import { createStore } from './store/store.ts'

export interface ServerOptions {
  /** 0 or left out: a free port. */
  readonly port?: number
  readonly otherPort?: number
  readonly thirdPartyPort?: number
  /** Folder of the built pages, or a handler that serves them. */
  readonly page?: string | RequestHandler
  readonly host?: '127.0.0.1'
  /**
   * The origin that browsers see, where a proxy on this machine ends TLS: `https://projects.example`. The proxy passes
   * `Host` on and sets `X-Forwarded-For`. Then cookies are `Secure` and named `__Host-…`.
   */
  readonly publicUrl?: `https://${string}`
}

export interface RunningServer {
  /** Where the server listens; without `publicUrl` it is the page's origin too. */
  readonly url: string
  /** The same app as another origin. */
  readonly otherUrl: string
  readonly thirdPartyUrl: string
  readonly counts: Readonly<Counts>
  close(): Promise<void>
}

export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { port = 0, otherPort = 0, thirdPartyPort = 0, page, host = '127.0.0.1', publicUrl } = options
  const store = await createStore({ isHttps: publicUrl !== undefined })
  const thirdParty = createThirdParty(store.counts)
  const app = createApp(store, thirdParty, page)
  const servers: Server[] = []

  async function open(handler: Express, wanted: number): Promise<string> {
    const server = createServer({ requestTimeout: 10_000, headersTimeout: 5000 }, handler)
    await listen(server, wanted, host)
    servers.push(server)
    return `http://localhost:${portOf(server)}`
  }

  async function close(): Promise<void> {
    await Promise.all(servers.map(stop))
  }

  let url: string
  try {
    url = await open(app, port)
    store.urls.url = publicUrl === undefined ? url : new URL(publicUrl).origin
    store.urls.otherUrl = await open(app, otherPort)
    store.urls.thirdPartyUrl = await open(thirdParty.app, thirdPartyPort)
  } catch (error) {
    await close()
    throw error
  }
  return { ...store.urls, url, counts: store.counts, close }
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
