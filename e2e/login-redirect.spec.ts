// A real login page, a real way there and back.
import { expect, type LabTab, test } from './lab/lab.ts'

const options = { renew: 'none', signIn: 'redirect' } as const

async function atLogin(tab: LabTab): Promise<void> {
  await expect(tab.page).toHaveURL(/\/login\?/)
  await expect(tab.signIn).toBeVisible()
}

test('five refusals are one navigation, and the way back has path, query and fragment', async ({ lab }) => {
  const { server } = lab
  const tab = await lab.tab()
  await tab.open(`${server.url}/deep/page%20one?x=1&y=%2F%26#part-2`, options)
  const address = tab.page.url()
  expect(address).toMatch(/\/deep\/page%20one\?x=1&y=%2F%26&lab=.*#part-2$/)
  await tab.fire(5)
  await atLogin(tab)
  expect(server.counts).toMatchObject({ 'GET /login': 1, data: 5 })
  expect(new URL(tab.page.url()).searchParams.get('returnTo')).toBe(address.slice(server.url.length))
  await tab.signIn.click()
  await expect(tab.page).toHaveURL(address)
  await tab.page.waitForFunction(() => 'lab' in window)
  expect(await tab.send(5)).toEqual([200, 200, 200, 200, 200])
  expect(server.counts['GET /login']).toBe(1)
})

test('given two round trips that did not help, then it stops, and says so, although the page goes on asking', async ({
  lab,
}) => {
  const { server } = lab
  const tab = await lab.tab()
  await tab.open(server.url, options)
  const address = tab.page.url()
  server.refuseAll()
  for (const trips of [1, 2]) {
    await tab.fire(5)
    await atLogin(tab)
    expect(server.counts['GET /login']).toBe(trips)
    await tab.signIn.click()
    await expect(tab.page).toHaveURL(address)
    await tab.page.waitForFunction(() => 'lab' in window)
  }
  expect(await tab.send(5)).toEqual([401, 401, 401, 401, 401])
  await expect(tab.state).toHaveText('signed-out')
  expect(await tab.events()).toContain('signed-out')
  // What a page does that polls, or that asks for one thing after the other.
  await tab.fire(1)
  await expect(tab.answers).toHaveText('1: 401')
  expect(server.counts['GET /login']).toBe(2)
})

for (const [name, target] of [
  ['another host', '//evil.example/x'],
  ['another host in disguise', '/\\evil.example'],
  ['backslashes', '\\\\evil.example'],
  ['a tab in between', '/\t/evil.example'],
  ['encoded twice over', '/%5Cevil.example/..//evil.example'],
  ['a script', 'javascript:alert(1)'],
  ['a script, with a control in front', '\u0001javascript:alert(1)'],
  ['data', 'data:text/html,x'],
  ['an address', 'https://evil.example/'],
  ['user-info', 'https://localhost@evil.example/'],
  ['user-info after a path', '/@evil.example//evil.example'],
  ['nothing', ''],
] as const) {
  test(`the login page leads nowhere else: ${name}`, async ({ lab }) => {
    const { server } = lab
    const tab = await lab.tab()
    const left: string[] = []
    tab.page.on('framenavigated', (frame) => left.push(frame.url()))
    tab.page.on('dialog', () => left.push('a script ran'))
    const address = new URL(`${server.url}/login`)
    address.searchParams.set('returnTo', target)
    await tab.page.goto(address.href)
    await tab.signIn.click()
    await expect(tab.page).not.toHaveURL(/\/login/)
    for (const url of left) expect(url.startsWith(`${server.url}/`), url).toBe(true)
    expect(new URL(tab.page.url()).origin).toBe(server.url)
  })
}

test('two tabs: each goes to the login page once, for its own way back', async ({ lab }) => {
  const { server } = lab
  const tabs = [await lab.tab(), await lab.tab()]
  const addresses: string[] = []
  for (const [index, tab] of tabs.entries()) {
    await tab.open(`${server.url}/tab/${index}`, options)
    addresses.push(tab.page.url())
  }
  for (const tab of tabs) await tab.fire(3)
  for (const tab of tabs) await atLogin(tab)
  expect(server.counts['GET /login']).toBe(2)
  for (const [index, tab] of tabs.entries()) {
    await tab.signIn.click()
    await expect(tab.page).toHaveURL(addresses[index]!)
    await tab.page.waitForFunction(() => 'lab' in window)
    expect(await tab.send(3)).toEqual([200, 200, 200])
  }
  expect(server.counts['GET /login']).toBe(2)
})
