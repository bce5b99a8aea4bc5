import { get, type IncomingMessage, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import { z } from 'zod'

export type Body = Record<string, unknown>

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly challenge: string | null
  readonly type: string
  readonly text: string
  readonly body: Body
}

export interface Send {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly json?: unknown
  readonly form?: Record<string, string>
}

export type Client = (path: string, send?: Send) => Promise<Answer>

function asBody(value: unknown): Body {
  return typeof value === 'object' ? { ...value } : {}
}

/** `fetch` with a cookie jar, like one browser profile. */
export function createClient(origin: string): Client & { readonly cookies: Map<string, string> } {
  const cookies = new Map<string, string>()
  async function client(path: string, { method, headers = {}, json, form }: Send = {}): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const jsonText = json === undefined ? null : JSON.stringify(json)
    const body = form ? new URLSearchParams(form) : jsonText
    const response = await fetch(new URL(path, origin), {
      method: method ?? (body === null ? 'GET' : 'POST'),
      body,
      redirect: 'manual',
      headers: {
        ...(cookie ? { Cookie: cookie } : {}),
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
    })
    keepCookies(response, cookies)
    const content = await response.text()
    const type = response.headers.get('Content-Type') ?? ''
    return {
      status: response.status,
      headers: response.headers,
      challenge: response.headers.get('WWW-Authenticate'),
      type: type.split(';')[0] ?? '',
      text: content,
      body: type.includes('json') ? asBody(JSON.parse(content)) : {},
    }
  }
  return Object.assign(client, { cookies })
}

function keepCookies(response: Response, cookies: Map<string, string>): void {
  const set = response.headers.getSetCookie()
  if (response.status === 401) expect(set).toEqual([])
  for (const line of set) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (value) cookies.set(name, value)
    else cookies.delete(name)
  }
}

export async function signIn(client: Client, username = 'ada', password = 'lovelace', acr?: string): Promise<string> {
  const { status, body } = await client('/api/session', { json: { username, password, ...(acr ? { acr } : {}) } })
  expect(status).toBe(201)
  return String(body.csrfToken)
}

export async function press(client: Client, control: string): Promise<Body> {
  const { status, body } = await client(`/api/debug/${control}`, { method: 'POST' })
  expect(status).toBe(200)
  return body
}

const Tokens = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.string(),
  expires_in: z.number(),
  scope: z.string(),
})

export type Tokens = z.infer<typeof Tokens>

export async function exchange(client: Client, headers: Record<string, string> = {}): Promise<Tokens> {
  const form = { grant_type: 'urn:example:grant-type:session' }
  const { status, body } = await client('/api/oauth/token', { form, headers })
  expect(status).toBe(200)
  return Tokens.parse(body)
}

export function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` }
}

/** Sends with `node:http`: `fetch` joins field lines and turns a 407 into a network error. */
export async function rawGet(url: string, headers: Record<string, string> = {}) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers }, resolve).on('error', reject)
  })
  const raw = response.rawHeaders
  return {
    status: response.statusCode,
    lines: (name: string) => raw.filter((_, at) => at % 2 === 1 && raw[at - 1]?.toLowerCase() === name),
    body: asBody(JSON.parse(await text(response))),
  }
}

export function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return address.port
}

export function problemType(name: string): string {
  return `https://projects.example/problems/${name}`
}
