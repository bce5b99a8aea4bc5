import { existsSync } from 'node:fs'
import { describe, expect, vi } from 'vitest'
import { startServer } from '../../examples/server/start-server.ts'
import type { EngineTab } from './engines.ts'
import { expectAccessible, expectText } from './example-app.ts'
import { engines, prepareEngine } from './prepare-engine.ts'

// The playground as it is built, in each engine: the text is typed and pasted by the browser's own input.

const dist = 'examples/dist'
if (!existsSync(`${dist}/playground/index.html`)) {
  throw new Error('The playground is not built: npm run build && npm run build:examples')
}

const VERDICT = '[data-section="verdict"]'
const paste = { css: '#paste' }
const refused = 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm="api", error="invalid_token"\n\n'
const withCookie =
  'HTTP/1.1 403 Forbidden\nSet-Cookie: sid=hunter2\nContent-Type: application/problem+json\n\n{"type":"https://a.example/permission"}'

function valueOf(tab: EngineTab, css: string): Promise<string> {
  return tab.evaluate((selector) => document.querySelector<HTMLTextAreaElement>(selector)?.value ?? '', css)
}

/** What has the focus, in short. */
function focusOf(tab: EngineTab): Promise<string> {
  return tab.evaluate(() => {
    const { activeElement: element } = document
    return element?.closest('#samples') ? 'a sample' : element?.id || element?.textContent?.trim() || ''
  }, 0)
}

describe.each(engines)('%s', (engine) => {
  const given = prepareEngine(engine, () => startServer({ page: dist }))
  const { run } = given

  async function open(fragment = ''): Promise<EngineTab> {
    const tab = await given.browser.openTab()
    await tab.goto(`${given.server.url}/playground/${fragment}`)
    await expectText(tab, '#samples a', /./)
    return tab
  }

  run('a pasted exchange is explained: verdict, challenge, remedy, advice', async () => {
    const tab = await open()
    await tab.write(paste, refused)
    await expectText(tab, VERDICT, /reauthenticate.*token-invalid/)
    await expectText(tab, VERDICT, /get a fresh token; the user need not be asked/)
    await expectText(tab, '#summary', '401: reauthenticate, token-invalid, certain.')
    await expectText(tab, '[data-section="challenges"] .schemes', /invalid_token/)
    await expectText(tab, '[data-section="evidence"]', /RFC 6750 §3\.1/)
  })

  run('a link to a text: without its cookie, in the fragment, with the same verdict where it is opened', async () => {
    const tab = await open()
    await tab.write(paste, withCookie)
    await tab.click({ css: '#share' })
    await vi.waitFor(async () => expect(await valueOf(tab, '#share-text')).toMatch(/403 Forbidden\nSet-Cookie: …\n/), {
      timeout: 60_000,
    })
    await tab.click({ css: '#share-copy' })
    await expectText(tab, '#share-copy', 'Copied')
    await tab.click({ css: '#share-close' })
    // What was copied is read as a user would: by pasting it.
    await tab.click(paste)
    await tab.press({ key: 'a', modifier: 'Control' })
    await tab.press({ key: 'v', modifier: 'Control' })
    const address = `${given.server.url}/playground/`
    await vi.waitFor(async () => expect(await valueOf(tab, '#paste')).toMatch(/^http/), { timeout: 60_000 })
    const link = await valueOf(tab, '#paste')
    expect(link.startsWith(`${address}#text=`)).toBe(true)
    expect(decodeURIComponent(link)).not.toContain('hunter2')
    const other = await open(link.slice(address.length))
    await expectText(other, VERDICT, /forbidden/)
    expect(await valueOf(other, '#paste')).toContain('Set-Cookie: …')
  })

  run('by keyboard alone: each control is reached in its order, and a sample is opened', async () => {
    const tab = await open()
    await tab.click(paste)
    const reached: string[] = []
    for (let step = 0; step < 3; step += 1) {
      await tab.press({ key: 'Tab' })
      reached.push(await focusOf(tab))
    }
    expect(reached).toEqual(['Why?', 'choose', 'a sample'])
    await tab.press({ key: 'Enter' })
    await expectText(tab, VERDICT, /./)
    await expectText(tab, '#samples [aria-current="true"]', /./)
    await tab.press({ key: 'Tab', modifier: 'Shift' })
    expect(await focusOf(tab)).not.toBe('a sample')
  })

  run('axe finds nothing: empty, with a verdict, and with the link', async () => {
    const tab = await open()
    await expectAccessible(tab, 'empty')
    await tab.write(paste, refused)
    await expectText(tab, VERDICT, /reauthenticate/)
    await expectAccessible(tab, 'a verdict')
    await tab.click({ css: '#share' })
    await expectText(tab, '#share-dialog', /A link to this text/)
    await expectAccessible(tab, 'the link')
  })
})
