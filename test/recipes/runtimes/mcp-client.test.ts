import type { IncomingMessage, ServerResponse } from 'node:http'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Auth, isAuthError } from 'why401'
import { forbidden, tokenRefused } from 'why401/problem'
import { type Backend, credentialOf } from '../backend/backend.ts'
import { sendResponse, serve } from '../backend/respond.ts'
import { createBearerLogin } from '../login/bearer-token.ts'
import { startLogin } from '../streams/login.ts'
import { connect } from './mcp-client.ts'

/** An MCP server that wants a token, and a scope that nobody has for the path /admin. */
async function serveTools(backend: Backend): Promise<string> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!backend.isValid(credentialOf(request))) await sendResponse(tokenRefused(), response)
    else if (request.url === '/admin') await sendResponse(forbidden({ scope: 'tools:admin' }), response)
    else {
      const server = new McpServer({ name: 'tools', version: '1.0.0' })
      server.registerTool('today', {}, () => ({ content: [{ type: 'text', text: 'Friday' }] }))
      const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true })
      await server.connect(transport)
      await transport.handleRequest(request, response)
    }
  }
  return serve((request, response) => void answer(request, response))
}

async function start() {
  const login = await startLogin()
  const tools = await serveTools(login.backend)
  const { auth, signIn } = createBearerLogin(login.backend.url, login.ask, [tools])
  await signIn({ user: 'ada', password: 'correct horse' })
  onTestFinished(() => auth.dispose())
  return { ...login, auth, tools }
}

async function open(auth: Auth, tools: string) {
  const client = await connect(auth, new URL(tools))
  onTestFinished(() => client.close())
  return client
}

describe('an MCP client', () => {
  it('given an expired token at the connection and at a call → renewed each time, and answered', async () => {
    const { auth, backend, tools, renewals } = await start()
    backend.expire()
    const client = await open(auth, tools)
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['today'])
    backend.expire()
    expect(await client.callTool({ name: 'today' })).toMatchObject({ content: [{ text: 'Friday' }] })
    expect(renewals()).toBe(2)
  })

  it.each([
    ['a missing scope', '/admin', 'insufficient-scope'],
    ['a decline', '/', 'token-expired'],
  ])('given %s → rejects with the verdict', async (_name, path, reason) => {
    const { auth, backend, tools } = await start()
    if (path === '/') {
      backend.expire()
      backend.setRefresh('is refused')
    }
    const error: unknown = await connect(auth, new URL(path, tools)).catch((thrown: unknown) => thrown)
    expect(isAuthError(error) && error.verdict).toMatchObject({ reason })
  })
})
