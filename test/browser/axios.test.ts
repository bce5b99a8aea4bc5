import { create, isAxiosError } from 'axios'
import { describe, expect, inject, it, vi } from 'vitest'
import { createAuth } from 'why401'
import { isAuthError, withAuth } from 'why401/axios'

const elsewhere = inject('elsewhere')
const start = (options = {}) =>
  withAuth(
    create({ baseURL: elsewhere, adapter: 'xhr' }),
    createAuth({ origins: [elsewhere], tabs: false, ...options }),
  )

const thrown = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.fail('resolved'),
    (error: unknown) => error,
  )

describe('axios over XMLHttpRequest', () => {
  it.each([
    ['/exposed', 'no-credentials'],
    ['/hidden', 'no-credentials'],
    ['/forbidden', 'permission'],
    ['/redirect', 'login-redirect'],
  ])('%s → the same verdict as fetch gets: %s', async (path, reason) => {
    const error = await thrown(start().get(path))
    expect(isAxiosError(error) && error.request).toBeInstanceOf(XMLHttpRequest)
    expect(isAuthError(error) && error.verdict.reason).toBe(reason)
    const auth = createAuth({ origins: [elsewhere], tabs: false })
    const byFetch: unknown = await thrown(auth.strictFetch(`${elsewhere}${path}`))
    expect(isAuthError(byFetch) && byFetch.verdict.reason).toBe(reason)
  })

  it('given a renewal → sent again, with progress for each attempt', async () => {
    const renew = vi.fn(async () => true)
    const onUploadProgress = vi.fn()
    const error = await thrown(start({ renew }).post('/exposed', 'x'.repeat(50_000), { onUploadProgress }))
    expect(renew).toHaveBeenCalledOnce()
    expect(isAuthError(error)).toBe(true)
    expect(onUploadProgress.mock.calls.filter(([{ loaded }]) => loaded === 50_000).length).toBeGreaterThanOrEqual(2)
  })

  it('given an abort while the user is asked → a CanceledError', async () => {
    const controller = new AbortController()
    const signIn = vi.fn(async () => {
      controller.abort()
      return new Promise<boolean>(() => {})
    })
    const error = await thrown(start({ signIn }).get('/exposed', { signal: controller.signal }))
    expect(error).toMatchObject({ code: 'ERR_CANCELED' })
  })
})
