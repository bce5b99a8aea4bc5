import { vi } from 'vitest'

/** The part of a browser that keeps cookies and names the page's origin, until `vi.unstubAllGlobals()`. */
export function keepCookies(origin: string): void {
  const send = globalThis.fetch
  const cookies = new Map<string, string>()
  vi.stubGlobal('fetch', async (input: RequestInfo, init?: RequestInit) => {
    const request = new Request(input, init)
    request.headers.set('origin', origin)
    request.headers.set('cookie', Array.from(cookies, (pair) => pair.join('=')).join('; '))
    const response = await send(request)
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  })
}
