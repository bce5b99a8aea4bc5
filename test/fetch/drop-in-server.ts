import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** Answers what the drop-in cases ask for; false for every other path. */
export async function answerDropIn(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const { pathname } = new URL(request.url ?? '/', 'http://x')
  if (pathname === '/drop-in/echo') {
    const body = (await buffer(request)).toString('latin1')
    const { method, headers } = request
    response.writeHead(200, { 'content-type': 'application/json', 'x-answer': 'yes' })
    response.end(
      JSON.stringify({ method, url: request.url, type: headers['content-type'], own: headers['x-own'], body }),
    )
  } else if (pathname === '/drop-in/redirect') response.writeHead(302, { location: '/drop-in/echo?redirected' }).end()
  else if (pathname === '/drop-in/empty') response.writeHead(204).end()
  else if (pathname === '/drop-in/slow') response.writeHead(200, { 'content-type': 'text/plain' }).write('first')
  else if (pathname === '/drop-in/hang') return true
  else if (pathname === '/drop-in/refused') response.writeHead(404, { 'content-type': 'text/plain' }).end('not here')
  else return false
  return true
}
