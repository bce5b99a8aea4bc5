import { describe } from 'vitest'
import { webServers } from 'why401/conventions'
import type { Exchange } from '../exchange.ts'
import { testFamily } from '../test-family.ts'

describe('Web servers and daemons', () => {
  const cases: [string, Exchange, string][] = [
    [
      "squid's rule",
      { status: 403, headers: { 'x-squid-error': 'ERR_ACCESS_DENIED 0' }, body: '<p>x</p>' },
      'forbidden/policy certain',
    ],
    [
      'squid cannot reach the origin',
      { status: 503, headers: { 'x-squid-error': 'ERR_CONNECT_FAIL 111' } },
      'none/server-error certain',
    ],
    [
      'Apache',
      { status: 403, body: "<h1>Forbidden</h1><p>You don't have permission to access this resource.</p>" },
      'forbidden/permission likely',
    ],
    [
      'HAProxy',
      { status: 403, body: '<h1>403 Forbidden</h1>Request forbidden by administrative rules.' },
      'forbidden/permission likely',
    ],
    [
      'Transmission locks everybody out',
      { status: 403, body: '<p>Too many unsuccessful login attempts. Please restart transmission-daemon.</p>' },
      'credentials-rejected/account-locked likely',
    ],
    [
      'Prometheus tells of a stored login among its warnings',
      {
        status: 200,
        body: {
          status: 'success',
          data: { result: [] },
          warnings: ['remote_read: remote server http://b.test/read returned HTTP status 401 Unauthorized: x'],
        },
        integration: 'remote',
      },
      'third-party-key-invalid/key-invalid likely',
    ],
    [
      'the same elsewhere is data',
      { status: 200, body: { warnings: ['remote server returned HTTP status 401 Unauthorized'] } },
      'none/ok guess',
    ],
    [
      'nginx has nothing to say',
      { status: 403, body: '<center><h1>403 Forbidden</h1></center><hr><center>nginx</center>' },
      'forbidden/permission guess',
    ],
  ]
  testFamily(webServers(), cases)
})
