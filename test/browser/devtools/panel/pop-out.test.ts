import { userEvent } from 'vitest/browser'
import { expect, it } from 'vitest'
import { $, authOver, button, element, expired, forbidden, mount, root } from './mounted.ts'

/** A window that a test can look into: the browser of the tests opens none without a press. */
function replaceOpen(): { frame: HTMLIFrameElement; names: unknown[]; restore: () => void } {
  const frame = document.createElement('iframe')
  document.body.append(frame)
  const { open } = globalThis
  const names: unknown[] = []
  globalThis.open = (...args) => {
    names.push(args[1])
    return frame.contentWindow
  }
  return { frame, names, restore: () => void (globalThis.open = open) }
}

const panelIn = ({ contentDocument }: HTMLIFrameElement): HTMLElement | null | undefined =>
  contentDocument?.querySelector('main')?.shadowRoot?.querySelector<HTMLElement>('.panel')

it('pops out into a window of its own, which a dialog of the page does not cover', async () => {
  const { frame, names, restore } = replaceOpen()
  try {
    const auth = authOver({ '/a': forbidden, '/b': forbidden })
    mount(auth, { open: true })
    await auth.fetch('/a')
    await userEvent.click(button('Pop out'))
    expect(names).toEqual(['_blank'])
    expect(element().open).toBe(false)
    const there = frame.contentDocument?.querySelector('main')?.shadowRoot
    const panel = there?.querySelector<HTMLElement>('.panel')
    expect(there?.adoptedStyleSheets).toHaveLength(1)
    expect(panel?.textContent).toContain('403 GET /a')
    const dialog = document.createElement('dialog')
    document.body.append(dialog)
    dialog.showModal()
    await auth.fetch('/b')
    await expect.poll(() => panel?.textContent).toContain('403 GET /b')
    expect(there?.querySelector('.bar')?.textContent).not.toContain('Pop out')
  } finally {
    restore()
  }
})

it.each([
  ['by keys', (): Promise<void> => userEvent.keyboard('{Alt>}{Shift>}[KeyW]{/Shift}{/Alt}')],
  ['by its method', (): boolean => element().popOut()],
] as const)('a dialog that is open already makes the panel inert, and it pops out %s', async (_name, popOut) => {
  const { frame, names, restore } = replaceOpen()
  try {
    const auth = authOver({ '/a': forbidden })
    const dialog = document.body.appendChild(document.createElement('dialog'))
    const field = dialog.appendChild(document.createElement('input'))
    // A dialog that keeps the keys for itself.
    dialog.addEventListener('keydown', (event) => event.stopPropagation())
    dialog.showModal()
    mount(auth)
    mount(auth, { target: document.body.appendChild(document.createElement('div')) })
    await auth.fetch('/a')
    expect($('.toggle').matches(':focus')).toBe(false)
    $('.toggle').focus()
    expect(root().activeElement).toBeNull()
    field.focus()
    await popOut()
    expect(names).toEqual(['_blank'])
    expect(panelIn(frame)?.textContent).toContain('403 GET /a')
    expect(field.value).toBe('')
  } finally {
    restore()
  }
})

it('an element that is not in the page has no window to pop out', async () => {
  const panel = document.createElement('why401-devtools')
  expect(panel.popOut()).toBe(false)
})

it('a press that the browser blocks says so, and the panel stays', async () => {
  const { restore } = replaceOpen()
  globalThis.open = () => null
  try {
    mount(authOver({}), { open: true })
    await userEvent.click(button('Pop out'))
    await expect.element(button('Pop-up blocked')).toBeVisible()
    expect(element().open).toBe(true)
    await expect.element(button('Pop out')).toBeVisible()
  } finally {
    restore()
  }
})

it.each([
  ['loaded anew by the user', (frame: HTMLIFrameElement): void => frame.contentWindow?.location.reload()],
  [
    'gone to another page',
    (frame: HTMLIFrameElement): void => frame.setAttribute('srcdoc', '<!doctype html><main>Another page</main>'),
  ],
] as const)('a window that was %s is given up, and the next press opens a new one', async (_name, go) => {
  const { frame, names, restore } = replaceOpen()
  try {
    const auth = authOver({ '/a': forbidden })
    mount(auth, { open: true })
    await userEvent.click(button('Pop out'))
    await new Promise((resolve) => {
      frame.addEventListener('load', resolve, { once: true })
      go(frame)
    })
    await auth.fetch('/a')
    element().open = true
    await userEvent.click(button('Pop out'))
    expect(names).toHaveLength(2)
    expect(panelIn(frame)?.textContent).toContain('403 GET /a')
  } finally {
    restore()
  }
})

it('closes with its page, and draws for it no more', async () => {
  const { frame, restore } = replaceOpen()
  let closed = 0
  try {
    const auth = authOver({ '/a': forbidden })
    mount(auth, { open: true })
    await userEvent.click(button('Pop out'))
    Object.assign(frame.contentWindow!, { close: () => (closed += 1) })
    globalThis.dispatchEvent(new PageTransitionEvent('pagehide'))
    expect(closed).toBe(1)
    globalThis.dispatchEvent(new PageTransitionEvent('pageshow'))
    await auth.fetch('/a')
    await expect.element(button(/why401 · 1 refusal,/)).toBeVisible()
    expect(panelIn(frame)?.textContent).not.toContain('403 GET /a')
  } finally {
    restore()
  }
})

it('is used with the keyboard as the panel is: arrow keys, and Escape closes it', async () => {
  const { frame, restore } = replaceOpen()
  let closed = 0
  try {
    const auth = authOver({ '/a': forbidden, '/b': expired })
    mount(auth, { open: true })
    await auth.fetch('/a')
    await auth.fetch('/b')
    await userEvent.click(button('Pop out'))
    Object.assign(frame.contentWindow!, { close: () => (closed += 1) })
    const there = panelIn(frame)?.getRootNode() as ShadowRoot
    const press = (key: string) =>
      there.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }))
    await expect.poll(() => there.querySelectorAll('.row').length).toBeGreaterThan(1)
    there.querySelector<HTMLElement>('.row')?.focus()
    press('End')
    expect(there.activeElement?.textContent).toContain('GET /a')
    expect(there.querySelector('.head')?.textContent).toContain('GET /a')
    press('Escape')
    expect(closed).toBe(1)
  } finally {
    restore()
  }
  expect(root().contains($('.toggle'))).toBe(true)
})
