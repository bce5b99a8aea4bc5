import { page, userEvent } from 'vitest/browser'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Auth, type RenewResult } from 'why401'
import { createAuth } from './login.ts'
import { http, HttpResponse, useWorker, worker } from './worker.ts'

useWorker()

let auth: Auth
let signedIn: boolean
let brokenKey: boolean

/** A minimal app: one button for each request, one element for each kind of refusal. */
beforeEach(() => {
  signedIn = false
  brokenKey = true
  document.body.innerHTML = `
    <button id="reports">Reports</button> <button id="secret">Secret</button> <button id="mail">Mail</button>
    <form aria-label="Sign in" hidden><label>Password <input name="password"></label> <output></output> <button>Sign in</button> <button type="reset">Cancel</button></form>
    <p role="alert" hidden></p> <p role="status"></p> <button id="reconnect" hidden></button>`
  const get = (selector: string): HTMLElement => document.querySelector<HTMLElement>(selector)!
  const form = document.querySelector('form')!

  auth = createAuth({
    routes: [{ path: '/login', role: 'sign-in' }],
    signIn: () =>
      new Promise<RenewResult>((resolve) => {
        form.hidden = false
        const close = (outcome: RenewResult): void => {
          form.hidden = true
          resolve(outcome)
        }
        form.onreset = () => close('declined')
        form.onsubmit = async (event) => {
          event.preventDefault()
          get('output').textContent = ''
          const response = await auth.fetch('/login', { method: 'POST', body: new FormData(form) })
          if (response.ok) close('renewed')
        }
      }),
  })
  auth.on('credentials-rejected', () => {
    get('output').textContent = 'That is not it.'
  })
  auth.on('forbidden', ({ verdict }) => {
    get('[role=alert]').hidden = false
    get('[role=alert]').textContent = `You may not: ${verdict.reason}`
  })
  auth.on('third-party-key-invalid', ({ verdict }) => {
    get('#reconnect').hidden = false
    get('#reconnect').textContent = `Reconnect ${verdict.integration}`
  })
  auth.on('integration-fixed', () => {
    get('#reconnect').hidden = true
  })
  auth.on('signed-out', () => {
    get('[role=status]').textContent = 'Signed out'
  })
  get('#reconnect').onclick = () => {
    brokenKey = false
    auth.integrationFixed('mail')
  }
  for (const name of ['reports', 'secret', 'mail']) {
    get(`#${name}`).onclick = async () => {
      const response = await auth.fetch(`/api/${name}`)
      if (response.ok) get('[role=status]').textContent = await response.text()
    }
  }

  worker.use(
    http.get('/api/reports', () =>
      signedIn
        ? HttpResponse.text('Three reports')
        : new HttpResponse(null, { status: 401, headers: { 'WWW-Authenticate': 'Cookie realm="app"' } }),
    ),
    http.get('/api/secret', () => new HttpResponse(null, { status: 403 })),
    http.get('/api/mail', () =>
      brokenKey
        ? HttpResponse.json(
            { type: 'https://app.example/problems/third-party-key-invalid', integration: 'mail' },
            { status: 403, headers: { 'Content-Type': 'application/problem+json' } },
          )
        : HttpResponse.text('One mail'),
    ),
    http.post('/login', async ({ request }) => {
      signedIn = (await request.formData()).get('password') === 'lovelace'
      return new HttpResponse(null, { status: signedIn ? 204 : 401 })
    }),
  )
})

afterEach(() => {
  auth.dispose()
  document.body.innerHTML = ''
})

const form = () => page.getByRole('form', { name: 'Sign in' })

it('an expired session opens the dialog; a wrong password is a field error; the right one brings the page', async () => {
  await userEvent.click(page.getByRole('button', { name: 'Reports' }))
  await expect.element(form()).toBeVisible()
  await userEvent.fill(page.getByLabelText('Password'), 'wrong')
  await userEvent.click(page.getByRole('button', { name: 'Sign in' }))
  await expect.element(page.getByText('That is not it.')).toBeVisible()
  await expect.element(form()).toBeVisible()
  await userEvent.fill(page.getByLabelText('Password'), 'lovelace')
  await userEvent.click(page.getByRole('button', { name: 'Sign in' }))
  await expect.element(page.getByRole('status')).toHaveTextContent('Three reports')
  expect(document.querySelector('form')?.hidden).toBe(true)
  expect(auth.state.get().status).toBe('signed-in')
})

it('a dialog that is cancelled says signed out', async () => {
  await userEvent.click(page.getByRole('button', { name: 'Reports' }))
  await userEvent.click(page.getByRole('button', { name: 'Cancel' }))
  await expect.element(page.getByRole('status')).toHaveTextContent('Signed out')
})

it('a missing permission is a notice, and no dialog', async () => {
  await userEvent.click(page.getByRole('button', { name: 'Secret' }))
  await expect.element(page.getByRole('alert')).toHaveTextContent('You may not: permission')
  expect(document.querySelector('form')?.hidden).toBe(true)
})

it('a dead key is a prompt to reconnect, and no dialog; once it is fixed the prompt is gone', async () => {
  await userEvent.click(page.getByRole('button', { name: 'Mail' }))
  await expect.element(page.getByRole('button', { name: 'Reconnect mail' })).toBeVisible()
  expect(document.querySelector('form')?.hidden).toBe(true)
  await userEvent.click(page.getByRole('button', { name: 'Reconnect mail' }))
  expect(document.querySelector<HTMLElement>('#reconnect')?.hidden).toBe(true)
  await userEvent.click(page.getByRole('button', { name: 'Mail' }))
  await expect.element(page.getByRole('status')).toHaveTextContent('One mail')
})
