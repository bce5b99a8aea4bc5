/** What one call is worth comparing by; a rejection counts by its name. */
type Case = (fetch: typeof globalThis.fetch, origin: string) => unknown

const nameOf = (error: unknown): unknown =>
  error instanceof Error || error instanceof DOMException ? `rejects with ${error.name}` : error

const outcome = (promise: Promise<unknown>): Promise<unknown> => promise.catch(nameOf)

/** The echo of a request, with the boundary of a form made equal. */
async function echoOf(response: Response): Promise<unknown> {
  const echo = (await response.json()) as { readonly type?: string; readonly body: string }
  const boundary = /boundary=(\S+)/.exec(echo.type ?? '')?.[1]
  const text = JSON.stringify(echo)
  return boundary === undefined ? text : text.replaceAll(boundary, 'BOUNDARY')
}

function form(): FormData {
  const data = new FormData()
  data.append('a', 'Zoë')
  data.append('a', '2')
  data.append('file', new File([new Uint8Array([0, 255])], 'a "b".png', { type: 'image/png', lastModified: 7 }))
  data.append('blob', new Blob(['b']))
  return data
}

const bytes = (): Uint8Array<ArrayBuffer> => new Uint8Array([0, 65, 254, 255])
const bodies: Record<string, () => NonNullable<RequestInit['body']>> = {
  string: () => 'Zoë',
  'an empty string': () => '',
  Blob: () => new Blob(['blob'], { type: 'text/x-own' }),
  'a Blob without a type': () => new Blob(['blob']),
  FormData: form,
  'an empty FormData': () => new FormData(),
  URLSearchParams: () =>
    new URLSearchParams([
      ['a', 'b c'],
      ['a', '2'],
    ]),
  ArrayBuffer: () => bytes().buffer,
  'an empty ArrayBuffer': () => new ArrayBuffer(0),
  'a part of a buffer': () => bytes().subarray(1, 3),
  DataView: () => new DataView(bytes().buffer, 2),
}

const bodyCases = Object.entries(bodies).flatMap(([name, make]): [string, Case][] => [
  [
    `sends ${name}`,
    async (fetch, origin) => echoOf(await fetch(`${origin}/drop-in/echo`, { method: 'POST', body: make() })),
  ],
  [
    `sends a Request with ${name}`,
    async (fetch, origin) =>
      echoOf(await fetch(new Request(`${origin}/drop-in/echo`, { method: 'PUT', body: make() }))),
  ],
])

const wrong: Record<string, (origin: string) => [unknown, RequestInit?]> = {
  'no input': () => [] as unknown as [unknown],
  'a URL that is none': () => ['http://'],
  'a URL with user-info': (origin) => [origin.replace('://', '://user:pw@')],
  'GET with a body': (origin) => [origin, { body: 'x' }],
  'a method that is none': (origin) => [origin, { method: 'a b' }],
  'a method that is forbidden': (origin) => [origin, { method: 'TRACE' }],
  'a header that is none': (origin) => [origin, { headers: { 'a b': 'c' } }],
  'a mode that is none': (origin) => [origin, { mode: 'none' as RequestMode }],
  'a signal that is none': (origin) => [origin, { signal: {} as AbortSignal }],
  'a closed port': () => ['http://127.0.0.1:1/'],
}

const errorCases = Object.entries(wrong).map(([name, args]): [string, Case] => [
  `rejects ${name}`,
  (fetch, origin) => outcome(Reflect.apply(fetch, undefined, args(origin)) as Promise<unknown>),
])

const abortCases: [string, Case][] = [
  [
    'a call that is aborted already rejects before the next microtask',
    async (fetch, origin) => {
      const log: unknown[] = []
      const call = fetch(origin, { signal: AbortSignal.abort() }).catch((error: unknown) => log.push(nameOf(error)))
      void Promise.resolve().then(() => log.push('microtask'))
      await call
      await Promise.resolve()
      return log
    },
  ],
  ['an aborted Request', (fetch, origin) => outcome(fetch(new Request(origin, { signal: AbortSignal.abort('why') })))],
  [
    'an abort with a reason of its own',
    (fetch, origin) => outcome(fetch(origin, { signal: AbortSignal.abort('why') })),
  ],
  [
    'an abort on the way',
    (fetch, origin) => {
      const controller = new AbortController()
      const call = outcome(fetch(`${origin}/drop-in/hang`, { signal: controller.signal }))
      controller.abort('why')
      return call
    },
  ],
  [
    'signal: null takes that of the Request away',
    async (fetch, origin) => {
      const request = new Request(`${origin}/drop-in/echo`, { signal: AbortSignal.abort() })
      return (await fetch(request, { signal: null })).status
    },
  ],
  [
    'an abort of the body',
    async (fetch, origin) => {
      const controller = new AbortController()
      const response = await fetch(`${origin}/drop-in/slow`, { signal: controller.signal })
      const text = outcome(response.text())
      controller.abort()
      return text
    },
  ],
]

const requestCases: [string, Case][] = [
  [
    'uses a Request up at once',
    async (fetch, origin) => {
      const request = new Request(`${origin}/drop-in/echo`, { method: 'POST', body: 'x' })
      const call = fetch(request)
      const { bodyUsed } = request
      return [bodyUsed, await outcome(fetch(request)), await echoOf(await call)]
    },
  ],
  [
    'leaves a Request without a body usable',
    async (fetch, origin) => {
      const request = new Request(`${origin}/drop-in/echo`)
      await fetch(request)
      return [request.bodyUsed, (await fetch(request)).status]
    },
  ],
  [
    'takes options that override a Request',
    async (fetch, origin) =>
      echoOf(
        await fetch(new Request(`${origin}/drop-in/echo`, { method: 'POST', body: 'own', headers: { 'x-own': '1' } }), {
          method: 'PUT',
          headers: { 'x-own': '2' },
          body: 'other',
        }),
      ),
  ],
  [
    'takes null as options',
    async (fetch, origin) => {
      const init = null as unknown as RequestInit
      const request = new Request(`${origin}/drop-in/echo`, { method: 'POST', body: 'x' })
      return [await echoOf(await fetch(`${origin}/drop-in/echo`, init)), await echoOf(await fetch(request, init))]
    },
  ],
  ['takes undefined', (fetch) => outcome(fetch(undefined as unknown as string).then(({ url }) => url))],
  ['takes a URL', async (fetch, origin) => echoOf(await fetch(new URL('/drop-in/echo?a=b#c', origin)))],
  [
    'takes what has a string',
    async (fetch, origin) => echoOf(await fetch({ toString: () => `${origin}/drop-in/echo` } as unknown as string)),
  ],
  [
    'takes a URL of odd spelling',
    async (fetch, origin) => echoOf(await fetch(` ${origin.toUpperCase()}/x/../drop-in/echo\n`)),
  ],
  [
    'takes a Request as options',
    async (fetch, origin) =>
      echoOf(
        await fetch(`${origin}/drop-in/echo`, new Request(origin, { method: 'DELETE', headers: { 'x-own': 'yes' } })),
      ),
  ],
  [
    'takes a method in lower case as it is',
    async (fetch, origin) => echoOf(await fetch(`${origin}/drop-in/echo`, { method: 'delete' })),
  ],
]

const responseCases: [string, Case][] = [
  ['follows a redirect', (fetch, origin) => fetch(`${origin}/drop-in/redirect`).then(shapeOf)],
  [
    'hands a redirect back',
    (fetch, origin) => fetch(`${origin}/drop-in/redirect`, { redirect: 'manual' }).then(shapeOf),
  ],
  ['refuses a redirect', (fetch, origin) => outcome(fetch(`${origin}/drop-in/redirect`, { redirect: 'error' }))],
  ['a success', (fetch, origin) => fetch(`${origin}/drop-in/echo`).then(shapeOf)],
  ['no content', (fetch, origin) => fetch(`${origin}/drop-in/empty`).then(shapeOf)],
  ['HEAD', (fetch, origin) => fetch(`${origin}/drop-in/echo`, { method: 'HEAD' }).then(shapeOf)],
  [
    'a refusal, unread and whole',
    async (fetch, origin) => {
      const response = await fetch(`${origin}/drop-in/refused`)
      return [shapeOf(response), await response.clone().text(), await response.text()]
    },
  ],
]

function shapeOf(response: Response): unknown {
  let guard = 'headers can be set'
  try {
    response.headers.set('x', 'y')
  } catch (error) {
    guard = String(nameOf(error))
  }
  const { status, statusText, ok, redirected, type, url, bodyUsed, body } = response
  const answer = response.headers.get('x-answer')
  return { status, statusText, ok, redirected, type, url, bodyUsed, hasBody: body !== null, answer, guard }
}

/** Each behaviour of `fetch` that a drop-in must have: the same outcome, whichever of the two is called. */
export const dropInCases: readonly (readonly [name: string, run: Case])[] = [
  ['its name and length', (fetch) => [fetch.name, fetch.length]],
  ...bodyCases,
  ...errorCases,
  ...abortCases,
  ...requestCases,
  ...responseCases,
]
