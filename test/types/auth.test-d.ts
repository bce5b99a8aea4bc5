import { describe, expectTypeOf, it } from 'vitest'
import {
  type HandlerContext,
  type AuthError,
  type AuthEvents,
  type AuthEventType,
  type AuthOptions,
  type AuthState,
  classify,
  createAuth,
  type CredentialsRejected,
  type Forbidden,
  isAuthError,
  type RenewResult,
  type Reauthenticate,
  type Route,
  type Store,
  type ThirdPartyKeyInvalid,
  type Verdict,
  verdictOf,
} from 'why401'
import { standard } from 'why401/conventions'
import { createAuth as createAuthWith, fetchWith } from 'why401/fetch'

describe('createAuth', () => {
  it('takes nothing, or every option', () => {
    createAuth()
    createAuth({})
    createAuth({
      conventions: standard(),
      origins: ['https://app.example', new URL('https://api.example')],
      routes: [
        { path: '/api/:integration/*', method: 'POST', role: 'integration', integration: 'mail', inspect: true },
      ],
      ownRealms: ['app'],
      authorize: (request) => request.headers.set('authorization', 'Bearer t'),
      fetch: (input, init) => fetch(input, init),
      renew: async ({ verdict, signal, attempt }) => {
        expectTypeOf(verdict).toEqualTypeOf<Reauthenticate>()
        expectTypeOf(signal).toEqualTypeOf<AbortSignal>()
        expectTypeOf(attempt).toEqualTypeOf<number>()
        return 'renewed'
      },
      signIn: async () => 'declined',
      probe: '/api/session',
      maxWait: 60_000,
    })
    createAuth({ authorize: async () => {}, probe: async (signal) => signal.aborted })
  })

  it('refuses what it does not know, and what is of the wrong type', () => {
    // @ts-expect-error an unknown option
    createAuth({ orgins: [] })
    // @ts-expect-error an unknown option of a route
    createAuth({ routes: [{ path: '/', role: 'resource', pth: '' }] })
    // @ts-expect-error an unknown role
    createAuth({ routes: [{ path: '/', role: 'login' }] })
    createAuth({ routes: [{ path: '/', ask: false }] })
    // @ts-expect-error an unknown outcome
    createAuth({ renew: async () => 'ok' })
    // @ts-expect-error an outcome is a promise
    createAuth({ signIn: () => 'renewed' })
    // @ts-expect-error ms
    createAuth({ maxWait: '5s' })
    // @ts-expect-error why401/fetch wants its conventions said
    createAuthWith({})
  })

  it('makes a drop-in fetch', () => {
    const auth = createAuth()
    expectTypeOf(auth.fetch).toEqualTypeOf<typeof globalThis.fetch>()
    expectTypeOf(fetchWith(auth, fetch)).toEqualTypeOf<typeof globalThis.fetch>()
    expectTypeOf(auth.state).toEqualTypeOf<Store<AuthState>>()
    expectTypeOf(auth.integrations).toEqualTypeOf<Store<ReadonlyMap<string, ThirdPartyKeyInvalid>>>()
    // @ts-expect-error state is read only
    auth.state.set({ status: 'signed-in', generation: 1 })
  })

  it('has types that an app can name', () => {
    expectTypeOf<Parameters<NonNullable<AuthOptions['renew']>>>().toEqualTypeOf<[ask: HandlerContext]>()
    expectTypeOf<ReturnType<NonNullable<AuthOptions['signIn']>>>().toEqualTypeOf<Promise<RenewResult>>()
    expectTypeOf<NonNullable<AuthOptions['routes']>[number]>().toEqualTypeOf<Route>()
  })
})

describe('events', () => {
  const auth = createAuth()

  it('are narrowed by their name', () => {
    auth.on('reauthenticate', ({ verdict, request, count, type }) => {
      expectTypeOf(verdict).toEqualTypeOf<Reauthenticate>()
      expectTypeOf(request).toEqualTypeOf<{ readonly method: string; readonly url: string }>()
      expectTypeOf(count).toEqualTypeOf<number>()
      expectTypeOf(type).toEqualTypeOf<'reauthenticate'>()
    })
    auth.on('credentials-rejected', ({ verdict }) => expectTypeOf(verdict).toEqualTypeOf<CredentialsRejected>())
    auth.on('forbidden', ({ verdict }) => expectTypeOf(verdict).toEqualTypeOf<Forbidden>())
    auth.on('third-party-key-invalid', ({ verdict }) =>
      expectTypeOf(verdict.integration).toEqualTypeOf<string | undefined>(),
    )
    auth.on('verdict', ({ verdict }) => expectTypeOf(verdict).toEqualTypeOf<Verdict>())
    auth.on('signed-in', (event) => expectTypeOf(event).toEqualTypeOf<{ readonly type: 'signed-in' }>())
    auth.on('signed-out', ({ verdict }) => expectTypeOf(verdict).toEqualTypeOf<Verdict | undefined>())
    auth.on('integration-fixed', ({ integration }) => expectTypeOf(integration).toEqualTypeOf<string>())
  })

  it('have an undo, options, and no other names', () => {
    expectTypeOf(auth.on('signed-in', () => {})).toEqualTypeOf<() => void>()
    auth.on('signed-in', () => {}, { once: true, signal: new AbortController().signal })
    // @ts-expect-error an unknown event
    auth.on('login', () => {})
    // @ts-expect-error an unknown option
    auth.on('signed-in', () => {}, { passive: true })
    // @ts-expect-error forbidden has no loginUrl
    auth.on('forbidden', ({ verdict }) => verdict.loginUrl)
    expectTypeOf<AuthEventType>().toEqualTypeOf<keyof AuthEvents>()
  })
})

describe('a verdict', () => {
  const verdict = {} as Verdict

  it('has what all have', () => {
    expectTypeOf(verdict.status).toEqualTypeOf<number>()
    expectTypeOf(verdict.certainty).toEqualTypeOf<'certain' | 'likely' | 'guess'>()
    expectTypeOf(verdict.message).toEqualTypeOf<string | undefined>()
    expectTypeOf(verdict.because[0]?.rule).toEqualTypeOf<string | undefined>()
    // @ts-expect-error not of every kind
    void verdict.scope
    // @ts-expect-error read only
    verdict.status = 200
  })

  it('is narrowed by its kind, to the last', () => {
    switch (verdict.kind) {
      case 'reauthenticate':
        expectTypeOf(verdict.remedy).toEqualTypeOf<'renew' | 'sign-in' | 'step-up'>()
        expectTypeOf(verdict.loginUrl).toEqualTypeOf<string | undefined>()
        expectTypeOf(verdict.stepUp?.acrValues).toEqualTypeOf<readonly string[] | undefined>()
        expectTypeOf(verdict.nonce).toEqualTypeOf<string | undefined>()
        break
      case 'credentials-rejected':
        expectTypeOf(verdict.reason).toEqualTypeOf<
          'wrong-credentials' | 'malformed-credentials' | 'account-locked' | 'account-disabled' | 'client-rejected'
        >()
        expectTypeOf(verdict.retryAfter).toEqualTypeOf<number | undefined>()
        break
      case 'forbidden':
        expectTypeOf(verdict.remedy).toEqualTypeOf<
          'request-access' | 'request-scope' | 'refresh-csrf' | 'contact-admin'
        >()
        expectTypeOf(verdict.scope).toEqualTypeOf<string | undefined>()
        break
      case 'third-party-key-invalid':
        expectTypeOf(verdict.remedy).toEqualTypeOf<'replace-key' | 'reconnect' | 'grant-scope'>()
        expectTypeOf(verdict.upstream?.status).toEqualTypeOf<number | undefined>()
        // @ts-expect-error not the user's login
        void verdict.loginUrl
        break
      case 'none':
        expectTypeOf(verdict.remedy).toEqualTypeOf<'none'>()
        break
      default:
        expectTypeOf(verdict).toBeNever()
    }
  })

  it('is narrowed by its reason, too', () => {
    if (verdict.reason === 'step-up') expectTypeOf(verdict).toEqualTypeOf<Reauthenticate>()
    if (verdict.reason === 'key-revoked') expectTypeOf(verdict.kind).toEqualTypeOf<'third-party-key-invalid'>()
    // @ts-expect-error no such reason
    void (verdict.reason === 'expired')
  })
})

describe('classify, verdictOf, isAuthError', () => {
  it('take and give', () => {
    const response = new Response()
    expectTypeOf(classify(response)).toEqualTypeOf<Promise<Verdict>>()
    void classify(response, {
      request: { url: '/api', method: 'GET', headers: { a: 'b' }, credentials: 'include' },
      role: 'sign-in',
      ownRealms: ['app'],
    })
    void classify(response, { request: new Request('https://app.example'), integration: 'mail', conventions: [] })
    // @ts-expect-error an unknown part of the context
    void classify(response, { rol: 'sign-in' })
    // @ts-expect-error not a response
    void classify({ status: 401 })
    expectTypeOf(verdictOf(response)).toEqualTypeOf<Verdict | undefined>()
  })

  it('isAuthError narrows', () => {
    const error = {} as unknown
    if (isAuthError(error)) {
      expectTypeOf(error).toEqualTypeOf<AuthError>()
      expectTypeOf(error.verdict).toEqualTypeOf<Verdict>()
      expectTypeOf(error.response).toEqualTypeOf<Response | undefined>()
    }
  })
})
