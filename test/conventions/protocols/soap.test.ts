import { describe } from 'vitest'
import { soap } from 'why401/conventions'
import type { Exchange } from '../exchange.ts'
import { testFamily } from '../test-family.ts'

const fault11 = (code: string, words: string): string =>
  `<?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault><faultcode>${code}</faultcode><faultstring>${words}</faultstring></soap:Fault></soap:Body></soap:Envelope>`
const fault12 = (subcode: string): string =>
  `<?xml version="1.0"?><S:Envelope xmlns:S="http://www.w3.org/2003/05/soap-envelope"><S:Body><S:Fault><S:Code><S:Value>S:Sender</S:Value><S:Subcode><S:Value>${subcode}</S:Value></S:Subcode></S:Code><S:Reason><S:Text xml:lang="en">x y</S:Text></S:Reason></S:Fault></S:Body></S:Envelope>`
const type = 'text/xml'

describe('given a SOAP fault', () => {
  const cases: [string, Exchange, string][] = [
    [
      'WS-Security 1.1',
      { status: 500, type, body: fault11('wsse:FailedAuthentication', 'x') },
      'reauthenticate/token-invalid likely',
    ],
    [
      'a subcode of SOAP 1.2',
      { status: 500, type: 'application/soap+xml', body: fault12('wsse:InvalidSecurityToken') },
      'reauthenticate/token-invalid likely',
    ],
    [
      'another prefix',
      { status: 500, type, body: fault11('ns0:MessageExpired', 'x') },
      'reauthenticate/token-expired likely',
    ],
    [
      'a code of its own, under 200',
      { status: 200, type, body: fault11('sf:INVALID_SESSION_ID', 'x') },
      'reauthenticate/session-expired likely',
    ],
    [
      'a code before the words',
      { status: 500, type, body: fault11('soap:Client', 'INVALID_SESSION_ID: Invalid Session ID found') },
      'reauthenticate/session-expired likely',
    ],
    [
      'words',
      { status: 500, type, body: fault11('soap:Server', 'Session has expired') },
      'reauthenticate/session-expired likely',
    ],
    [
      'a sign-in',
      { status: 500, type, role: 'sign-in', body: fault11('sf:INVALID_LOGIN', 'x y') },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'near miss: another fault',
      { status: 500, type, body: fault11('soap:Client', 'Invalid date in line 3') },
      'none/server-error guess',
    ],
    ['near miss: no fault', { status: 200, type, body: '<a><code>INVALID_SESSION_ID</code></a>' }, 'none/ok guess'],
  ]
  testFamily(soap(), cases)
})
