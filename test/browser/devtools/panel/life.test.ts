import { page, userEvent } from 'vitest/browser'
import { expect, it } from 'vitest'
import { mountDevtools } from 'why401/devtools'
import { $, authOver, element, expired, forbidden, mount, root, row, rows } from './mounted.ts'

/** The widths, px, of the bars of the first request that waits. */
const barWidths = (): number[] =>
  [...root().querySelectorAll('.waiters li:first-child i')].map((bar) => bar.getBoundingClientRect().width)

it('moved in its document, it goes on: who waits is still known', async () => {
  let renewed: () => void = () => {}
  let dead = true
  const auth = authOver(
    { '/a': () => (dead ? expired() : new Response('ok')) },
    { renew: () => new Promise<void>((resolve) => (renewed = resolve)) },
  )
  mount(auth, { open: true })
  const waiting = auth.fetch('/a')
  await expect.element(row(/Renewal .*1 request waits/)).toBeVisible()
  const target = document.body.appendChild(document.createElement('div'))
  target.append(element())
  await expect.element(row(/Renewal .*1 request waits/)).toBeVisible()
  expect(element().open).toBe(true)
  dead = false
  renewed()
  await waiting
  await expect.element(row(/Renewal succeeded after/)).toBeVisible()
  expect(rows().filter((text) => text.startsWith('Renewal'))).toHaveLength(1)
})

it('removed and put back later, it has what it had, and what was open is lost', async () => {
  const auth = authOver({ '/a': expired, '/b': forbidden }, { renew: () => new Promise(() => {}) })
  mount(auth, { open: true })
  void auth.fetch('/a')
  await expect.element(row(/Renewal .*1 request waits/)).toBeVisible()
  const panel = element()
  panel.remove()
  await Promise.resolve()
  document.body.append(panel)
  await expect.element(row(/Renewal unknown after/)).toBeVisible()
  // Requests of the foreground wait for the renewal.
  await auth.background('/b')
  await expect.element(row(/403 GET \/b/)).toBeVisible()
})

it('in another document it is drawn with that document’s styles', async () => {
  const auth = authOver({ '/a': forbidden })
  mount(auth, { open: true })
  await auth.fetch('/a')
  const frame = document.body.appendChild(document.createElement('iframe'))
  const panel = element()
  frame.contentDocument!.body.append(panel)
  expect(panel.shadowRoot?.adoptedStyleSheets).toHaveLength(1)
  expect(panel.shadowRoot?.querySelector('.panel')?.textContent).toContain('403 GET /a')
  document.body.append(panel)
  await expect.element(row(/403 GET \/a/)).toBeVisible()
})

it('the page has one panel, wherever it is', async () => {
  const [one, two] = [authOver({ '/a': forbidden }), authOver({ '/b': forbidden })]
  const target = document.body.appendChild(document.createElement('div'))
  const first = mountDevtools(one, { name: 'one', open: true, target })
  const second = mountDevtools(two, { name: 'two' })
  expect(document.querySelectorAll('why401-devtools')).toHaveLength(1)
  await two.fetch('/b')
  await expect.element(row(/403 GET \/b/)).toBeVisible()
  second()
  first()
  expect(document.querySelector('why401-devtools')).toBeNull()
})

it('two panels that the page wants are one tab: an event is one entry, in each of them and in every other tab', async () => {
  const [one, two] = [authOver({ '/a': forbidden }), authOver({ '/b': forbidden })]
  const target = document.body.appendChild(document.createElement('div'))
  mount([one, two], { open: true })
  const unmount = mount(one, { target, open: true })
  const ids = new Set<string>()
  const channel = new BroadcastChannel('why401-devtools')
  channel.addEventListener('message', ({ data }: MessageEvent<{ entries?: readonly { id: string }[] }>) => {
    for (const { id } of data.entries ?? []) ids.add(id)
  })
  try {
    await one.fetch('/a')
    await two.fetch('/b')
    const panels = [...document.querySelectorAll('why401-devtools')]
    expect(panels).toHaveLength(2)
    for (const panel of panels) {
      await expect.poll(() => panel.shadowRoot?.querySelectorAll('.row').length).toBe(2)
      expect(panel.shadowRoot?.querySelector('.list')?.textContent).not.toContain('another tab')
    }
    await expect.poll(() => ids.size).toBe(2)
    // The other panel goes on when one goes; a tab that comes gets each entry once.
    unmount()
    await Promise.resolve()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
    channel.postMessage({ type: 'hello', tab: 'test' })
    await one.fetch('/a')
    await expect.element(row(/GET \/a .*× 2/)).toBeVisible()
    await two.fetch('/b')
    await expect.element(row(/GET \/b .*× 2/)).toBeVisible()
    expect(ids.size).toBe(2)
  } finally {
    channel.close()
  }
})

it('until the developer reads one, the details are those of the newest refusal', async () => {
  const auth = authOver({ '/a': forbidden, '/b': forbidden, '/c': forbidden })
  mount(auth, { open: true })
  await auth.fetch('/a')
  await expect.poll(() => $('.head')?.textContent).toContain('GET /a')
  await auth.fetch('/b')
  await expect.poll(() => $('.head')?.textContent).toContain('GET /b')
  await userEvent.click($('.details h3'))
  await auth.fetch('/c')
  await expect.element(row(/GET \/c/)).toBeVisible()
  expect($('.head').textContent).toContain('GET /b')
})

it('another entry begins at its top; the same one stays where it was scrolled to', async () => {
  await page.viewport(1200, 420)
  const auth = authOver({ '/a': forbidden, '/b': expired }, { renew: () => Promise.resolve('declined') })
  mount(auth, { open: true })
  await auth.fetch('/b')
  await auth.fetch('/a')
  await userEvent.click(row(/403 GET \/a/))
  $('.details').scrollTop = 60
  await auth.fetch('/a')
  await expect.element(row(/GET \/a × 2/)).toBeVisible()
  expect($('.details').scrollTop).toBe(60)
  await userEvent.click(row(/401 GET \/b/))
  expect($('.details').scrollTop).toBe(0)
})

it('while a request waits, its time and its bars follow the clock, beside the limit of the app', async () => {
  let renew: (answer: 'declined') => void = () => {}
  const auth = authOver(
    { '/a': expired },
    {
      renew: () => new Promise((resolve) => (renew = resolve)),
      signIn: () => new Promise(() => {}),
      maxWait: 90_000,
    },
  )
  mount(auth, { open: true })
  void auth.fetch('/a')
  await userEvent.click(row(/Renewal under way for .*, at most 30 s/))
  const details = page.getByRole('region', { name: 'Details' })
  await expect.element(details.getByText(/ of 1 min 30 s$/)).toBeVisible()
  await expect.element(details.getByText('A request waits (maxWait)')).toBeVisible()
  renew('declined')
  await expect.element(row(/Sign-in under way for .*, at most 1 min 30 s/)).toBeVisible()
  const [silent = 0] = barWidths()
  expect(silent).toBeGreaterThan(0)
  // The share of the silent part gets smaller while the user is asked.
  await expect.poll(() => barWidths()[0], { timeout: 10_000 }).toBeLessThan(silent)
})

it('of 5,000 refusals the newest 200 are kept, each frame draws once, and the panel stays in use', async () => {
  const answers = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`/r${index}`, forbidden]))
  const auth = authOver(answers)
  mount(auth, { open: true })
  const list = $('.list ul[aria-label]')
  let changes = 0
  const observer = new MutationObserver((records) => {
    changes += records.length
  })
  observer.observe(list, { childList: true })
  await Promise.all(Object.keys(answers).map((path) => auth.fetch(path)))
  await expect.poll(() => rows().length).toBe(200)
  observer.disconnect()
  // Drawn after each of them there would be one insertion and one removal for each.
  expect(changes).toBeLessThan(5000)
  await userEvent.click(row(/GET \/r4990/))
  expect($('.head').textContent).toContain('GET /r4990')
})
