import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** Listens on a free port of loopback until the test is over; returns its origin. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A server of one test; returns its origin. */
export const serve = (listener: RequestListener): Promise<string> => listen(createServer(listener))

/** The request as `fetch` has it. */
export async function readRequest(request: IncomingMessage): Promise<Request> {
  const body = await text(request)
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, String(value))
  const url = `http://${request.headers.host}${request.url}`
  return new Request(url, { method: request.method ?? 'GET', headers, ...(body !== '' && { body }) })
}

/** Sends a `Response` by node's own. */
export async function sendResponse(response: Response, to: ServerResponse): Promise<void> {
  for (const [name, value] of response.headers) to.appendHeader(name, value)
  to.writeHead(response.status)
  to.end(Buffer.from(await response.arrayBuffer()))
}
