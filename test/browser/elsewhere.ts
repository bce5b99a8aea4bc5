// A real server on another port: the browser applies its CORS rules.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import { answerDropIn } from '../fetch/drop-in-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Origin of the other server. */
    readonly elsewhere: string
  }
}

const answers: Record<string, (response: ServerResponse) => void> = {
  '/hidden': (response) => response.writeHead(401, { 'WWW-Authenticate': 'Bearer realm="elsewhere"' }).end('{}'),
  '/exposed': (response) =>
    response
      .writeHead(401, {
        'WWW-Authenticate': 'Bearer realm="elsewhere"',
        'Access-Control-Expose-Headers': 'WWW-Authenticate',
      })
      .end('{}'),
  '/redirect': (response) => response.writeHead(302, { Location: '/login' }).end(),
  '/login': (response) =>
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><form><input type="password"></form>'),
  '/forbidden': (response) => response.writeHead(403).end(),
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*')
    response.setHeader('Access-Control-Allow-Credentials', 'true')
    response.setHeader('Access-Control-Allow-Headers', 'authorization, content-type, x-own')
    response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, DELETE')
    const answer = answers[request.url ?? '']
    if (request.method === 'OPTIONS') response.writeHead(204).end()
    else if (answer !== undefined) answer(response)
    else void answerDropIn(request, response).then((isAnswered) => isAnswered || response.writeHead(204).end())
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  project.provide('elsewhere', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return () =>
    new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
}
