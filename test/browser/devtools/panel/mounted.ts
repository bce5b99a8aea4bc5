import { commands, page } from 'vitest/browser'
import { afterEach, beforeEach } from 'vitest'
import { type Auth, type AuthOptions, createAuth } from 'why401'
import { type DevtoolsAuth, type DevtoolsOptions, mountDevtools, type Why401Devtools } from 'why401/devtools'

/** Answers by path; every other path gets 204. */
export type Answers = Record<string, () => Response>

const undo: (() => void)[] = []
export const { origin } = location

beforeEach(async () => {
  await page.viewport(1200, 800)
})

afterEach(async () => {
  for (const act of undo.splice(0)) act()
  document.body.replaceChildren()
  localStorage.clear()
  await scheme('light')
})

/** Mounts the panel until the end of the test; returns its undo. */
export function mount(auth: DevtoolsAuth | readonly DevtoolsAuth[], options?: DevtoolsOptions): () => void {
  const unmount = mountDevtools(auth, options)
  undo.push(unmount)
  return unmount
}

export function scheme(value: 'light' | 'dark'): Promise<void> {
  return commands.emulateColorScheme(value)
}

/** A real `Auth` over a fetch that answers by path, until the end of the test. */
export function authOver(answers: Answers, options: AuthOptions = {}): Auth {
  const auth = createAuth({
    tabs: false,
    fetch: (input) =>
      Promise.resolve(
        answers[new URL(input instanceof Request ? input.url : input, origin).pathname]?.() ??
          new Response(null, { status: 204 }),
      ),
    ...options,
  })
  undo.push(auth.dispose)
  return auth
}

export const expired = (): Response =>
  new Response(null, {
    status: 401,
    headers: {
      'www-authenticate': 'Bearer realm="app", error="invalid_token", error_description="The access token expired"',
    },
  })
export const forbidden = (): Response => new Response(null, { status: 403 })
export const deadKey = (): Response =>
  Response.json(
    {
      type: 'https://app.example/problems/third-party-key-invalid',
      integration: 'mail',
      reason: 'key-expired',
      manageUrl: 'https://app.example/mail?s=1',
    },
    { status: 403, headers: { 'content-type': 'application/problem+json' } },
  )

export const element = (): Why401Devtools => document.querySelector('why401-devtools')!
export const root = (): ShadowRoot => element().shadowRoot!
export const $ = (selector: string): HTMLElement => root().querySelector<HTMLElement>(selector)!
export const rows = (): string[] =>
  [...root().querySelectorAll('.row')].map((row) => (row as HTMLElement).textContent.replaceAll(/\s+/g, ' ').trim())
export const focused = (): Element | null => root().activeElement
export const row = (name: RegExp) => page.getByRole('list', { name: /Timeline/ }).getByRole('button', { name })
export const button = (name: string | RegExp) => page.getByRole('button', { name })
