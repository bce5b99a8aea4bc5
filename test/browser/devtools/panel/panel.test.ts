import axe from 'axe-core'
import { commands, page, userEvent } from 'vitest/browser'
import { describe, expect, it } from 'vitest'
import type { RenewResult } from 'why401'
import { defineDevtools, mountDevtools } from 'why401/devtools'
import { findSmallControls } from '../../../../e2e/app/small-controls.ts'
import {
  $,
  authOver,
  button,
  deadKey,
  element,
  expired,
  focused,
  forbidden,
  mount,
  origin,
  root,
  row,
  rows,
  scheme,
} from './mounted.ts'

it('is a button with the number of refusals, and opens a panel with one row for each, the newest first', async () => {
  const auth = authOver({ '/api/reports': forbidden, '/api/mail': deadKey })
  mount(auth)
  await auth.fetch('/api/reports', { method: 'PUT' })
  await auth.fetch('/api/mail')
  await expect.element(button(/why401 · 2 refusals, login not known yet/)).toBeVisible()
  expect($('.panel').checkVisibility()).toBe(false)
  await userEvent.click(button(/why401/))
  await expect.element(row(/403 GET/)).toBeVisible()
  expect(rows()).toEqual([
    'The stored key has expired now 403 GET /api/mail mail third-party-key-invalid · key-expired · certain',
    'The user may not do this now 403 PUT /api/reports 1 tip forbidden · permission · a guess',
  ])
})

it('shows the details of a row: what would fix it, the evidence with links, what else was considered, and advice as code', async () => {
  const auth = authOver({ '/api/reports': forbidden, '/api/data': expired })
  mount(auth, { open: true })
  await auth.fetch('/api/data', { headers: { authorization: 'Bearer x' } })
  await auth.fetch('/api/reports')
  await userEvent.click(row(/token-expired/))
  const details = page.getByRole('region', { name: 'Details' })
  await expect.element(details.getByRole('heading', { name: 'The token has expired' })).toBeVisible()
  await expect.element(details.getByText('get a fresh token; the user need not be asked')).toBeVisible()
  await expect.element(details.getByText(/^error="invalid_token"/)).toBeVisible()
  await expect
    .element(details.getByRole('link', { name: 'RFC 6750 §3.1' }))
    .toHaveAttribute('href', 'https://www.rfc-editor.org/rfc/rfc6750#section-3.1')
  await expect.element(details.getByRole('heading', { name: 'How it was decided' })).toBeVisible()
  await userEvent.click(row(/permission/))
  await expect.element(details.getByRole('heading', { name: 'The server did not say why' })).toBeVisible()
  expect($('.fix pre').textContent).toContain('"type": "https://api.example.com/problems/permission-denied"')
  for (const link of root().querySelectorAll('a')) expect(link.href).toMatch(/^https?:/)
})

it('draws a renewal with everybody who waits, while it is under way and when it ended', async () => {
  let renewed: (outcome: RenewResult) => void = () => {}
  let dead = true
  const answer = (): Response => (dead ? expired() : new Response('ok'))
  const auth = authOver(
    { '/a': answer, '/b': answer, '/c': answer },
    {
      renew: () =>
        new Promise((resolve) => {
          renewed = resolve
        }),
    },
  )
  mount(auth, { open: true })
  const waiting = [auth.fetch('/a'), auth.fetch('/b', { method: 'POST' }), auth.fetch('/c')]
  await userEvent.click(row(/Renewal under way for .*, at most 30 s.*3 requests wait/))
  await expect.element(page.getByText('renewing …')).toBeVisible()
  expect([...root().querySelectorAll('.waiters .mono')].map(({ textContent }) => textContent)).toEqual([
    'GET /a',
    'POST /b',
    'GET /c',
  ])
  expect(root().querySelectorAll('.waiters .track.running')).toHaveLength(3)
  dead = false
  renewed('renewed')
  await Promise.all(waiting)
  await expect.element(row(/Renewal succeeded after/)).toBeVisible()
  await expect.element(page.getByText('signed in', { exact: false }).first()).toBeVisible()
  expect(root().querySelectorAll('.waiters .track.running')).toHaveLength(0)
  expect($('.logins').textContent).toContain('1 renewal or sign-in')
})

it('draws a lane for each tab, with the lock as a span', async () => {
  let dead = true
  const auth = authOver(
    { '/a': () => (dead ? expired() : new Response('ok')) },
    {
      renew: () => {
        dead = false
        return Promise.resolve('renewed')
      },
    },
  )
  mount(auth, { open: true })
  const lanes = page.getByRole('list', { name: 'Who held the lock' })
  expect($('.lanes').checkVisibility()).toBe(false)
  await auth.fetch('/a')
  await expect.element(lanes.getByText(/held the lock once, waited for another tab 0 times/)).toBeInTheDocument()
  expect([...root().querySelectorAll('.lanes .dim')].map(({ textContent }) => textContent)).toEqual(['Lock · this tab'])
  expect(root().querySelectorAll('.lanes i.held')).toHaveLength(1)
})

it('says what the four kinds mean while it is empty', async () => {
  mount(authOver({}), { open: true })
  const empty = page.getByRole('region', { name: 'why401 devtools' }).getByRole('listitem')
  await expect.element(empty.getByText(/^third-party-key-invalid: a third party refused/)).toBeVisible()
  expect(root().querySelectorAll('.empty li')).toHaveLength(4)
})

it.for([
  [1200, 'fine', 24],
  [360, 'fine', 24],
  [1200, 'coarse', 44],
  [360, 'coarse', 44],
] as const)(
  'every control is large enough, at %i px with a pointer that is %s',
  async ([width, pointer, least], { skip }) => {
    await page.viewport(width, 700)
    const canEmulate = await commands.emulateTouch(pointer === 'coarse')
    skip(pointer === 'coarse' && !canEmulate, 'this engine is not told to have a screen for fingers')
    try {
      expect(matchMedia('(pointer: coarse)').matches).toBe(pointer === 'coarse')
      const auth = authOver(
        { '/api/mail': deadKey, '/a': expired, '/b': forbidden },
        {
          routes: [{ path: '/api/mail', role: 'integration', manage: ['app.example'] }],
          renew: () => Promise.resolve('declined'),
        },
      )
      mount(auth)
      expect(findSmallControls(least, root())).toEqual([])
      element().open = true
      expect(findSmallControls(least, root())).toEqual([])
      // A sign-out forgets what is broken: the key comes last.
      for (const path of ['/a', '/b', '/api/mail']) await auth.fetch(path)
      await expect.element(page.getByRole('link', { name: 'Manage' })).toBeVisible()
      expect(findSmallControls(least, root())).toEqual([])
      // Not by their roles: on a narrow page the details cover the rows.
      for (const each of root().querySelectorAll<HTMLElement>('.row')) {
        each.click()
        await expect.poll(() => $('.head')?.checkVisibility()).toBe(true)
        expect(findSmallControls(least, root())).toEqual([])
      }
    } finally {
      await commands.emulateTouch(false)
    }
  },
)

it('lists broken integrations, and marks them as fixed', async () => {
  const auth = authOver(
    { '/api/mail': deadKey },
    { routes: [{ path: '/api/mail', role: 'integration', manage: ['app.example'] }] },
  )
  mount(auth, { open: true })
  await auth.fetch('/api/mail')
  await expect.element(page.getByRole('link', { name: 'Manage' })).toHaveAttribute('href', 'https://app.example/mail')
  await userEvent.click(button('Mark mail as fixed'))
  expect(auth.integrations.get().size).toBe(0)
  await expect.poll(() => $('.broken').checkVisibility()).toBe(false)
  await expect.element(row(/Marked as fixed: mail/)).toBeVisible()
})

it('filters by kind, and clears', async () => {
  const auth = authOver({ '/a': forbidden, '/b': deadKey })
  mount(auth, { open: true })
  await auth.fetch('/a')
  await auth.fetch('/b')
  await userEvent.click(button('forbidden 1'))
  expect(rows()).toHaveLength(1)
  await expect.element(button('forbidden 1')).toHaveAttribute('aria-pressed', 'true')
  await userEvent.click(button('all 2'))
  expect(rows()).toHaveLength(2)
  await userEvent.click(button('Clear'))
  expect(rows()).toEqual([])
  await expect.element(page.getByText('Nothing yet.', { exact: false })).toBeVisible()
  expect($('.panel').contains(focused())).toBe(true)
})

it('what is being read stays when more comes, and so does the focus', async () => {
  const auth = authOver({ '/a': forbidden, '/b': forbidden })
  mount(auth, { open: true })
  await auth.fetch('/a')
  await userEvent.click(row(/GET \/a/))
  const before = focused()
  await auth.fetch('/b')
  await auth.fetch('/a')
  await expect.element(row(/GET \/a × 2/)).toBeVisible()
  expect(focused()).toBe(before)
  expect(before?.getAttribute('aria-current')).toBe('true')
  expect($('.head').textContent).toContain('403 GET /a')
})

describe('copies as text', () => {
  /** The text that is in the clipboard now. */
  async function pasted(): Promise<string> {
    const field = document.createElement('textarea')
    document.body.append(field)
    field.focus()
    await userEvent.keyboard('{Control>}v{/Control}')
    field.remove()
    return field.value
  }

  it('all of it', async () => {
    const auth = authOver({ '/a': forbidden })
    mount(auth, { open: true })
    await auth.fetch('/a')
    await userEvent.click(button('Copy all'))
    await expect.element(button('Copied')).toBeVisible()
    expect(await pasted()).toMatch(new RegExp(`Z 403 GET ${origin}/a\nforbidden, reason permission\n`))
    await expect.element(button('Copy all')).toBeVisible()
  })

  it('one entry, and what to send', async () => {
    const auth = authOver({ '/a': forbidden, '/b': forbidden })
    mount(auth, { open: true })
    await auth.fetch('/a')
    await auth.fetch('/b')
    await userEvent.click(row(/GET \/b/))
    await userEvent.click(button('Copy as text'))
    await expect.element(button('Copied')).toBeVisible()
    expect(await pasted()).toMatch(new RegExp(`^\\S+Z 403 GET ${origin}/b\n[^]*advice: `))
    await userEvent.click(button(/Copy what to send/))
    await expect.poll(pasted).toMatch(/^HTTP\/1\.1 403 Forbidden\n/)
  })

  it('also where the page has no right to the clipboard', async () => {
    const { clipboard: modern } = navigator
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined })
    try {
      const auth = authOver({ '/fallback': forbidden })
      mount(auth, { open: true })
      await auth.fetch('/fallback')
      await userEvent.click(button('Copy all'))
      await expect.element(button('Copied')).toBeVisible()
      expect(root().querySelector('textarea')).toBeNull()
      expect(focused()?.textContent).toBe('Copied')
      expect(await pasted()).toContain(`403 GET ${origin}/fallback`)
    } finally {
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: modern })
    }
  })
})

it('is used with the keyboard: opened, walked through, closed, and the focus is back', async () => {
  const auth = authOver({ '/a': forbidden, '/b': forbidden, '/c': forbidden })
  mount(auth)
  for (const path of ['/a', '/b', '/c']) await auth.fetch(path)
  await userEvent.tab()
  expect(focused()).toBe($('.toggle'))
  await userEvent.keyboard('{Enter}')
  expect(focused()?.textContent).toContain('GET /c')
  await userEvent.keyboard('{ArrowDown}{ArrowDown}')
  expect(focused()?.textContent).toContain('GET /a')
  expect($('.head').textContent).toContain('GET /a')
  await userEvent.keyboard('{Home}')
  expect(focused()?.textContent).toContain('GET /c')
  await userEvent.keyboard('{End}{ArrowDown}')
  expect(focused()?.textContent).toContain('GET /a')
  // The whole list is one stop for Tab.
  await userEvent.tab()
  expect($('.list').contains(focused())).toBe(false)
  await userEvent.keyboard('{Escape}')
  expect(element().open).toBe(false)
  expect(focused()).toBe($('.toggle'))
})

it('keeps the keys that it uses from the page, and no others', async () => {
  const keys: string[] = []
  const listen = ({ key }: KeyboardEvent): void => void keys.push(key)
  document.addEventListener('keydown', listen)
  const auth = authOver({ '/a': forbidden })
  mount(auth, { open: true })
  await auth.fetch('/a')
  await userEvent.click(row(/GET \/a/))
  await userEvent.keyboard('{ArrowDown}k{Escape}')
  document.removeEventListener('keydown', listen)
  expect(keys).toEqual(['k'])
})

it('on a narrow page the details cover the list until one goes back', async () => {
  await page.viewport(390, 780)
  const auth = authOver({ '/a': forbidden, '/b': forbidden })
  mount(auth, { open: true })
  await auth.fetch('/a')
  await auth.fetch('/b')
  await expect.element(row(/GET \/a/)).toBeVisible()
  expect($('.details').checkVisibility()).toBe(false)
  await userEvent.click(row(/GET \/a/))
  expect($('.details').checkVisibility()).toBe(true)
  expect(focused()?.textContent).toBe('Back')
  await userEvent.keyboard('{Escape}')
  expect($('.details').checkVisibility()).toBe(false)
  expect(focused()?.textContent).toContain('GET /a')
  const { width, right } = $('.panel').getBoundingClientRect()
  expect([width, right]).toEqual([390, 390])
  expect(document.documentElement.scrollWidth).toBe(390)
})

it.for([
  ['light', 1200],
  ['dark', 1200],
  ['light', 390],
  ['dark', 390],
] as const)('has nothing that axe finds fault with: %s, %i px', async ([colors, width], { skip }) => {
  await page.viewport(width, 800)
  await scheme(colors)
  skip(!matchMedia(`(prefers-color-scheme: ${colors})`).matches, 'this engine is not given another colour scheme')
  const auth = authOver(
    { '/a': forbidden, '/b': deadKey, '/c': expired, '/login': () => new Response(null, { status: 401 }) },
    { routes: [{ path: '/login', role: 'sign-in' }], renew: () => Promise.resolve('declined') },
  )
  document.body.innerHTML = '<main><h1>App</h1></main>'
  mount(auth, { name: 'app' })
  for (const path of ['/a', '/b', '/c', '/login']) await auth.fetch(path)
  const faults = async (): Promise<unknown[]> => {
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { 'html-has-lang': { enabled: false }, 'document-title': { enabled: false } },
    })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
    )
  }
  expect(await faults()).toEqual([])
  await userEvent.click(button(/why401/))
  expect(getComputedStyle($('.panel')).backgroundColor).toBe(
    colors === 'dark' ? 'rgb(18, 22, 29)' : 'rgb(255, 255, 255)',
  )
  expect(await faults()).toEqual([])
  for (const name of [/403 GET \/a/, /GET \/login/, /Sign|Renewal/]) {
    await userEvent.click(row(name).first())
    expect(await faults()).toEqual([])
    if (width < 720) await userEvent.click(button('Back'))
  }
})

it('tells assistive technology of what is new, in one sentence', async () => {
  const auth = authOver({ '/a': forbidden, '/b': forbidden, '/c': forbidden })
  mount(auth, { open: true })
  expect($('[role=status]').textContent).toBe('')
  await auth.fetch('/a')
  await expect.poll(() => $('[role=status]').textContent).toBe('Refused: 403, permission')
  await Promise.all([auth.fetch('/b'), auth.fetch('/c')])
  await expect.poll(() => $('[role=status]').textContent).toBe('2 new refusals')
})

it('text from servers stays text, and a link that is none is not one', async () => {
  const evil = '<img src=x onerror=alert(1)>'
  const auth = authOver({
    [`/a/${evil}`]: () =>
      Response.json(
        {
          type: 'https://a.example/third-party-key-invalid',
          integration: evil,
          detail: evil,
          manageUrl: 'javascript:alert(1)',
        },
        { status: 403, headers: { 'content-type': 'application/problem+json' } },
      ),
    '/a': () =>
      Response.json(
        {
          type: 'https://a.example/third-party-key-invalid',
          integration: evil,
          detail: evil,
          manageUrl: 'javascript:alert(1)',
        },
        { status: 403, headers: { 'content-type': 'application/problem+json' } },
      ),
  })
  mount(auth, { open: true })
  await auth.fetch('/a')
  await expect.element(row(/GET \/a/)).toBeVisible()
  expect($('.details').textContent).toContain(evil)
  expect(root().querySelectorAll('img, script, style, iframe')).toHaveLength(0)
  for (const link of root().querySelectorAll('a')) expect(link.href).toMatch(/^https:/)
})

it('secrets that were sent or came back are nowhere in it, nor on the channel', async () => {
  const secrets = [
    'tok3n-aaaaaaaaaaaaaaaaaaaaaa',
    'p4ssword!',
    'k3y-bbbbbbbbbbbbbbbbbbbbbbbb',
    'qu3ry-secret',
    'c00kie-cccccccccc',
  ]
  const [token, password, key, query, cookie] = secrets as [string, string, string, string, string]
  const heard: unknown[] = []
  const channel = new BroadcastChannel('why401-devtools')
  channel.addEventListener('message', ({ data }) => heard.push(data))
  const answer = (): Response =>
    Response.json(
      { error: 'invalid_token', error_description: `token ${token} of ?k=${query}`, key, password },
      {
        status: 401,
        headers: {
          'www-authenticate': `Bearer realm="app", error="invalid_token", nonce="${key}"`,
          'x-session': cookie,
        },
      },
    )
  const auth = authOver(
    { '/a': answer, '/b': answer },
    {
      authorize: (request) => request.headers.set('authorization', `Bearer ${token}`),
      renew: () => Promise.resolve('declined'),
    },
  )
  mount(auth, { open: true })
  await auth.fetch(`/a?q=${query}`, {
    method: 'POST',
    headers: { cookie, 'x-key': key },
    body: JSON.stringify({ password }),
  })
  await auth.fetch(`/b?q=${query}#${query}`)
  await expect.element(row(/POST \/a/)).toBeVisible()
  for (const entry of root().querySelectorAll<HTMLElement>('.row')) {
    entry.click()
    for (const secret of secrets) expect(root().innerHTML).not.toContain(secret)
  }
  await expect.poll(() => heard.length).toBeGreaterThan(4)
  for (const secret of secrets) expect(JSON.stringify(heard)).not.toContain(secret)
  channel.close()
})

it('shows what happens in another document of this origin, marked as another tab’s', async () => {
  mount(authOver({}), { open: true })
  const frame = document.createElement('iframe')
  // vitest rewrites `import()` to a call of its own runner, which the frame does not have.
  frame.srcdoc = `<!doctype html><script type="module">
    import { createAuth } from '/src/index.ts'
    import { mountDevtools } from '/src/devtools/index.ts'
    globalThis.__vitest_browser_runner__ = { wrapDynamicImport: (load) => load() }
    const auth = createAuth({ tabs: false, origins: ['${origin}'], renew: () => new Promise(() => {}), fetch: (input) => Promise.resolve(new Response(null, { status: String(input).includes('dead') ? 401 : 403 })) })
    mountDevtools(auth, { name: 'frame' })
    await auth.fetch('${origin}/elsewhere')
    auth.fetch('${origin}/dead')
  </script>`
  document.body.append(frame)
  await expect.element(row(/403 GET \/elsewhere/), { timeout: 10_000 }).toBeVisible()
  await expect.poll(() => rows().find((text) => text.includes('/elsewhere'))).toContain('frame another tab')
  await expect.poll(() => rows().find((text) => text.startsWith('Renewal'))).toContain('under way')
  frame.contentWindow?.location.replace('about:blank')
  await expect.poll(() => rows().find((text) => text.startsWith('Renewal'))).toContain('unknown after')
})

describe('in the page', () => {
  it('is one element, however often it is mounted; the last to leave takes it away', async () => {
    const [one, two] = [authOver({ '/a': forbidden }), authOver({ '/b': forbidden })]
    const first = mountDevtools(one, { name: 'one', open: true })
    const second = mountDevtools(two, { name: 'two' })
    expect(document.querySelectorAll('why401-devtools')).toHaveLength(1)
    await one.fetch('/a')
    await two.fetch('/b')
    await expect.poll(() => rows().length).toBe(2)
    expect($('.logins').textContent).toBe('one: login not known yettwo: login not known yet')
    first()
    first()
    await expect.poll(() => $('.logins').textContent).toBe('two: login not known yet')
    second()
    expect(document.querySelector('why401-devtools')).toBeNull()
  })

  it('shows several auths at once, numbered or with names', () => {
    const pair = [authOver({}), authOver({})]
    const unmount = mount(pair, { open: true })
    expect($('.logins').textContent).toBe('auth 1: login not known yetauth 2: login not known yet')
    unmount()
    mount(pair, { open: true, name: ['app', 'admin'] })
    expect($('.logins').textContent).toBe('app: login not known yetadmin: login not known yet')
  })

  it('defining it twice does not throw, and gives the same class', () => {
    expect(defineDevtools()).toBe(defineDevtools())
    expect(new (defineDevtools())()).toBeInstanceOf(HTMLElement)
  })

  it('attaching what is no auth says so', () => {
    const panel = new (defineDevtools())()
    // @ts-expect-error -- a caller without types may pass this
    expect(() => panel.attach({})).toThrow(new TypeError('attach: `auth` must come from `createAuth`'))
  })

  it('attached before it is in the page, taken out and put back, it goes on', async () => {
    const auth = authOver({ '/a': forbidden, '/b': forbidden, '/c': forbidden })
    const panel = new (defineDevtools())()
    panel.attach(auth)
    panel.open = true
    document.body.append(panel)
    await auth.fetch('/a')
    panel.remove()
    await auth.fetch('/b')
    document.body.append(panel)
    await auth.fetch('/c')
    await expect.poll(() => rows().map((text) => /GET (\S+)/.exec(text)?.[1])).toEqual(['/c', '/a'])
  })

  it('removed, it leaves nothing: no listener, no timer, no channel, no element', async () => {
    const listeners = new Set<string>()
    const { addEventListener, removeEventListener, setInterval: start, clearInterval: stop } = globalThis
    const timers = new Set<unknown>()
    globalThis.addEventListener = ((...args: Parameters<typeof addEventListener>) => {
      listeners.add(args[0])
      addEventListener.apply(globalThis, args)
    }) as typeof addEventListener
    globalThis.removeEventListener = ((...args: Parameters<typeof removeEventListener>) => {
      listeners.delete(args[0])
      removeEventListener.apply(globalThis, args)
    }) as typeof removeEventListener
    globalThis.setInterval = ((...args: [() => void, number]) => {
      const timer = start(...args)
      timers.add(timer)
      return timer
    }) as typeof setInterval
    globalThis.clearInterval = (timer) => {
      timers.delete(timer)
      stop(timer as number)
    }
    const channel = new BroadcastChannel('why401-devtools')
    const heard: unknown[] = []
    channel.addEventListener('message', ({ data }: MessageEvent<{ type: string }>) => heard.push(data.type))
    try {
      const auth = authOver({ '/a': forbidden })
      const leave = mountDevtools(auth, { open: true })
      await auth.fetch('/a')
      expect([listeners.size, timers.size]).toEqual([3, 1])
      leave()
      // A move in the document is a removal too, and is over by then.
      await Promise.resolve()
      expect([listeners.size, timers.size]).toEqual([0, 0])
      await auth.fetch('/a')
      // A panel that is still connected would answer.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
      channel.postMessage({ type: 'hello', tab: 'test' })
      await expect.poll(() => heard).toEqual(['hello', 'entries', 'bye'])
      expect(document.body.childElementCount).toBe(0)
    } finally {
      channel.close()
      Object.assign(globalThis, { addEventListener, removeEventListener, setInterval: start, clearInterval: stop })
    }
  })
})
