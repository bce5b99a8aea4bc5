import { describe, expect, inject, it } from 'vitest'
import { server } from 'vitest/browser'
import { type AuthOptions, createAuth } from 'why401'
import { dropInCases } from '../fetch/drop-in-cases.ts'

// No mock here: what the browser's own fetch does is the subject.
const elsewhere = inject('elsewhere')

const variants: [string, Partial<AuthOptions>][] = [
  ['nothing', {}],
  ['authorize', { authorize: () => {} }],
  ['token', { token: async () => undefined }],
]

/** What WebKit's own fetch does otherwise than Fetch says, which a `Request` in between mends. */
const faultsOfWebKit: Partial<Record<string, string>> = {
  'an abort on the way': 'its fetch rejects with AbortError, whatever the reason of the signal',
  'rejects a signal that is none': 'its fetch takes any object for a signal',
}

describe.each(variants)('auth.fetch with %s does as fetch does', (_name, options) => {
  it.for(dropInCases)('%s', async ([name, run], { skip }) => {
    skip(server.browser === 'webkit' && faultsOfWebKit[name] !== undefined, faultsOfWebKit[name])
    const auth = createAuth({ origins: [elsewhere, 'http://127.0.0.1:1'], tabs: false, ...options })
    expect(await run(auth.fetch, elsewhere)).toEqual(await run(globalThis.fetch, elsewhere))
  })
})

describe('<base href>', () => {
  it('given a base of another origin → a relative URL goes there, without a credential', async () => {
    const base = document.createElement('base')
    base.href = `${elsewhere}/`
    document.head.append(base)
    try {
      const seen: string[] = []
      const auth = createAuth({
        tabs: false,
        authorize: ({ url }) => void seen.push(url),
        fetch: async (input) => {
          seen.push(input as string)
          return new Response()
        },
      })
      await auth.fetch('drop-in/echo')
      expect(seen).toEqual(['drop-in/echo'])
    } finally {
      base.remove()
    }
  })

  it('given a base of a listed origin → what is sent is absolute, and stays so when the base changes', async () => {
    const base = document.createElement('base')
    base.href = '/first/'
    document.head.append(base)
    const seen: string[] = []
    const auth = createAuth({
      tabs: false,
      fetch: async (input) => {
        seen.push(input as string)
        return new Response(null, { status: seen.length === 1 ? 401 : 200 })
      },
      renew: async () => {
        base.href = '/second/'
        return 'renewed'
      },
    })
    try {
      await auth.fetch('x')
      expect(seen).toEqual([`${location.origin}/first/x`, `${location.origin}/first/x`])
    } finally {
      base.remove()
    }
  })
})

it('given a Request of a frame → it is known, and sent', async () => {
  const frame = document.createElement('iframe')
  document.body.append(frame)
  try {
    const { Request: Other } = frame.contentWindow as unknown as { readonly Request: typeof Request }
    const auth = createAuth({ origins: [elsewhere], tabs: false, authorize: () => {} })
    const response = await auth.fetch(new Other(`${elsewhere}/drop-in/echo`, { method: 'POST', body: 'framed' }))
    expect(await response.json()).toMatchObject({ method: 'POST', body: 'framed' })
  } finally {
    frame.remove()
  }
})
