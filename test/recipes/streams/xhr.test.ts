import { describe, expect, it } from 'vitest'
import { startLogin } from './login.ts'
import { upload } from './xhr.ts'

async function start(path = '/api/files') {
  const login = await startLogin({ hasPage: true })
  const send = () => upload(login.auth, { url: `${login.backend.url}${path}`, body: 'a file', getToken: login.token })
  return { ...login, send }
}

describe('an upload by XMLHttpRequest', () => {
  it('given an expired token → one renewal for two uploads, and both are sent again', async () => {
    const { backend, send, renewals } = await start()
    backend.expire()
    const results = await Promise.all([send(), send()])
    expect(results.map(({ status, verdict }) => [status, verdict.kind])).toEqual([
      [200, 'none'],
      [200, 'none'],
    ])
    expect(renewals()).toBe(1)
    expect(backend.count('POST /api/files')).toBe(4)
  })

  it('given a decline → the refusal with its verdict', async () => {
    const { backend, send } = await start()
    backend.expire()
    backend.setRefresh('is refused')
    expect(await send()).toMatchObject({ status: 401, verdict: { kind: 'reauthenticate', reason: 'token-expired' } })
  })

  it('given a dead key of an integration → its verdict, and nothing is renewed', async () => {
    const { send, renewals } = await start('/integrations/mail/inbox')
    expect(await send()).toMatchObject({ status: 403, verdict: { kind: 'third-party-key-invalid' } })
    expect(renewals()).toBe(0)
  })
})
