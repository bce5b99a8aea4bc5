import { page, userEvent } from 'vitest/browser'
import { describe, expect, it } from 'vitest'
import { verdictTree } from '../../../../src/devtools/panel/verdict-tree.ts'
import { $, authOver, button, deadKey, expired, forbidden, mount, root, row } from './mounted.ts'
import { verdictFor } from 'why401/testing'

/** The text of each branch, its parts apart. */
function branches(tree: ParentNode): string[] {
  return [...tree.querySelectorAll('ol > li')].map((item) =>
    [item.className, ...[...item.querySelectorAll('p')].map(({ textContent }) => textContent)].join(' | '),
  )
}

describe('the decision tree', () => {
  it('has what came at the root, the taken path first, and what agrees after it', async () => {
    const auth = authOver({ '/a': expired })
    mount(auth, { open: true })
    await auth.fetch('/a', { headers: { authorization: 'Bearer x' } })
    await expect.poll(() => $('.tree .root')?.textContent).toBe('Status 401')
    expect(branches(root())).toEqual([
      'taken | error="invalid_token" — WWW-Authenticate: bearer | oauth2/invalid_token · RFC 6750 §3.1 | Taken: reauthenticate · token-expired · certain',
      'agrees | status 401 to bearer credentials — WWW-Authenticate: bearer | http/401-credentials-sent · RFC 9110 §15.5.2 | Agrees: reauthenticate · likely',
    ])
  })

  it('says of what lost what it saw, where, and why it did not count', async () => {
    const auth = authOver({ '/a': deadKey })
    mount(auth, { open: true })
    await auth.fetch('/a')
    await expect.poll(() => branches(root()).length).toBeGreaterThan(1)
    const lost = branches(root()).find((text) => text.startsWith('lost'))
    expect(lost).toBe(
      'lost | status 403 | http/403 · RFC 9110 §15.5.4 | Not taken: forbidden · a guess, and so less sure',
    )
  })

  const verdict = verdictFor('forbidden', {
    certainty: 'likely',
    because: [
      { rule: 'a/1', saw: 'one', where: 'body', kind: 'forbidden', certainty: 'likely' },
      { rule: 'b/2', saw: 'two', where: 'body', kind: 'reauthenticate', certainty: 'likely' },
      { rule: 'c', saw: 'the convention threw', where: 'its examine()', kind: 'none', certainty: 'guess' },
    ],
  })

  it('tells what is as sure and came later from what is less sure, and a note from both', () => {
    expect(branches(verdictTree(verdict))).toEqual([
      'taken | one — body | a/1 | Taken: forbidden · permission · likely',
      'lost | two — body | b/2 | Not taken: reauthenticate · likely, but another rule comes first',
      'note | the convention threw — its examine() | c · note',
    ])
  })

  it('without an answer, or without a finding, it is still a tree', () => {
    const tree = verdictTree({ ...verdict, status: 0, because: [] })
    expect([tree.querySelector('.root')?.textContent, branches(tree)]).toEqual(['No answer', []])
  })

  it('is read in order: a list of findings in the item of the root', async () => {
    const auth = authOver({ '/a': deadKey })
    mount(auth, { open: true })
    await auth.fetch('/a')
    const rootItem = page.getByRole('listitem').filter({ hasText: /^Status 403/ })
    await expect.element(rootItem).toBeVisible()
    expect(rootItem.getByRole('list').elements()).toHaveLength(1)
    expect($('.tree').textContent).toMatch(/^Status 403type "[^]*Taken: [^]*Not taken: /)
  })

  it.each([360, 768, 1280])('no text is cut or overflows at %i px, whatever a server writes', async (width) => {
    await page.viewport(width, 800)
    const long = `${'W'.repeat(60)} ${'word '.repeat(40)}`
    const auth = authOver({
      '/a': () =>
        Response.json({ error: 'invalid_token', error_description: long, code: long, message: long }, { status: 401 }),
      [`/${'segment/'.repeat(150)}`]: forbidden,
    })
    mount(auth, { open: true })
    await auth.fetch(`/${'segment/'.repeat(150)}`)
    await auth.fetch('/a')
    for (const name of [/401 GET \/a/, /403 GET \/segment/]) {
      await userEvent.click(row(name))
      await expect.element(page.getByRole('heading', { name: 'How it was decided' })).toBeVisible()
      const { scrollWidth, clientWidth } = $('.details')
      expect(scrollWidth).toBe(clientWidth)
      for (const part of root().querySelectorAll<HTMLElement>('.tree p, .head p')) {
        expect(part.scrollWidth).toBeLessThanOrEqual(part.clientWidth)
      }
      if (width < 900) await userEvent.click(button('Back'))
    }
  })

  it('what was taken is told apart by width and weight, not by colour alone', async () => {
    const auth = authOver({ '/a': deadKey })
    mount(auth, { open: true })
    await auth.fetch('/a')
    await expect.poll(() => $('.taken')).not.toBeNull()
    const line = (selector: string) => getComputedStyle($(selector), '::before')
    expect(line('.tree .taken').borderBottomWidth).toBe('3px')
    expect(line('.tree .lost').borderBottomWidth).toBe('1px')
    expect(line('.tree .lost').borderBottomStyle).toBe('dashed')
    expect(Number(getComputedStyle($('.taken .leaf')).fontWeight)).toBeGreaterThanOrEqual(600)
  })
})
