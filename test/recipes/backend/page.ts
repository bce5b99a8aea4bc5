import { Window } from 'happy-dom'
import { onTestFinished, vi } from 'vitest'

const names = [
  'document',
  'location',
  'history',
  'navigator',
  'localStorage',
  'sessionStorage',
  'addEventListener',
  'removeEventListener',
  'dispatchEvent',
  'XMLHttpRequest',
  'StorageEvent',
] as const

/**
 * A page at `url` for libraries that need one, until the test is over, or `end` closes it. `fetch` and `crypto` stay node's.
 */
export function openPage(url: string, end: (close: () => Promise<void>) => void = onTestFinished): Window {
  const page = new Window({ url })
  for (const name of names) {
    const value: unknown = Reflect.get(page, name)
    const isMethod = typeof value === 'function' && /^[a-z]/.test(name)
    vi.stubGlobal(name, isMethod ? (value.bind(page) as unknown) : value)
  }
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('self', globalThis)
  end(async () => {
    vi.unstubAllGlobals()
    await page.happyDOM.close()
  })
  return page
}
