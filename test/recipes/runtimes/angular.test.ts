import '@angular/compiler'
import { HttpClient, type HttpErrorResponse, provideHttpClient, withInterceptors } from '@angular/common/http'
import { createApplication } from '@angular/platform-browser'
import { firstValueFrom } from 'rxjs'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { verdictOf } from 'why401'
import { startBackend } from '../backend/backend.ts'
import { openPage } from '../backend/page.ts'
import { installAuth, keepStatus } from './angular.ts'

// Angular looks at the document also when a test is over: the page ends with the worker of this file.
openPage('https://app.example.com/', () => {})

/** What `bootstrapApplication` makes, without a component. */
async function createHttpApplication() {
  const providers = [provideHttpClient(withInterceptors([keepStatus]))]
  const application = await createApplication({ providers })
  return { injector: application.injector, application }
}

/** HttpClient itself, in an application of Angular. */
async function start() {
  const backend = await startBackend()
  const native = globalThis.fetch
  let token = backend.issue()
  const ask = vi.fn(async () => false)
  const auth = installAuth({
    origins: [backend.url],
    token: () => token,
    renew: async ({ fetch }) => {
      const response = await fetch(`${backend.url}/token/refresh`, { method: 'POST' })
      if (!response.ok) throw new Error(`refresh: ${response.status}`)
      token = ((await response.json()) as { accessToken: string }).accessToken
    },
    signIn: ask,
  })
  const { injector, application } = await createHttpApplication()
  onTestFinished(async () => {
    globalThis.fetch = native
    await application.whenStable()
    auth.dispose()
    application.destroy()
  })
  return { backend, ask, http: injector.get(HttpClient), reports: `${backend.url}/api/reports` }
}

const caught = (error: unknown): HttpErrorResponse => error as HttpErrorResponse

describe('HttpClient of Angular, over globalThis.fetch', () => {
  it('given an expired token and three requests → one renewal, three answers', async () => {
    const { backend, http, reports } = await start()
    backend.expire()
    const answers = await Promise.all([1, 2, 3].map((page) => firstValueFrom(http.get(`${reports}?page=${page}`))))
    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ reports: ['May', 'June'] })))
    expect(backend.count('POST /token/refresh')).toBe(1)
  })

  it('given a missing scope → an HttpErrorResponse with the status and the verdict', async () => {
    const { http, reports } = await start()
    const error = await firstValueFrom(http.delete(reports)).catch(caught)
    expect(error).toMatchObject({ name: 'HttpErrorResponse', status: 403 })
    expect(verdictOf(error)).toMatchObject({ kind: 'forbidden', reason: 'insufficient-scope' })
  })

  it('given a decline → the verdict, and nobody is asked twice', async () => {
    const { backend, http, ask, reports } = await start()
    backend.expire()
    backend.setRefresh('is refused')
    const error = await firstValueFrom(http.get(reports)).catch(caught)
    await firstValueFrom(http.get(reports)).catch(caught)
    expect(verdictOf(error)).toMatchObject({ kind: 'reauthenticate' })
    expect(ask).toHaveBeenCalledOnce()
  })
})
