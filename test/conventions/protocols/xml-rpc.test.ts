import { describe, expect, test } from 'vitest'
import { xmlRpc } from 'why401/conventions'
import { type Exchange, said } from '../exchange.ts'

describe('xmlRpc', () => {
  test.each<[string, Exchange, string]>([
    [
      'WordPress',
      {
        role: 'sign-in',
        method: 'POST',
        status: 200,
        type: 'text/xml',
        body: '<?xml version="1.0"?>\n<methodResponse>\n<fault><value><struct><member><name>faultCode</name><value><int>403</int></value></member><member><name>faultString</name><value><string>Falscher Name</string></value></member></struct></value></fault></methodResponse>',
      },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'WordPress, any call',
      {
        status: 200,
        method: 'POST',
        type: 'text/xml',
        body: '<?xml version="1.0"?>\n<methodResponse>\n<fault><value><struct><member><name>faultCode</name><value><int>403</int></value></member><member><name>faultString</name><value><string>Incorrect username or password.</string></value></member></struct></value></fault></methodResponse>',
      },
      'credentials-rejected/wrong-credentials likely',
    ],
    [
      'a right that is missing',
      {
        status: 200,
        method: 'POST',
        type: 'text/xml',
        body: '<?xml version="1.0"?>\n<methodResponse>\n<fault><value><struct><member><name>faultCode</name><value><int>401</int></value></member><member><name>faultString</name><value><string>Sorry, you are not allowed to publish posts on this site.</string></value></member></struct></value></fault></methodResponse>',
      },
      'forbidden/permission likely',
    ],
    [
      'Odoo',
      {
        status: 200,
        method: 'POST',
        type: 'text/xml',
        body: '<?xml version="1.0"?>\n<methodResponse>\n<fault><value><struct><member><name>faultCode</name><value><int>3</int></value></member><member><name>faultString</name><value><string>Access Denied</string></value></member></struct></value></fault></methodResponse>',
      },
      'reauthenticate/no-credentials likely',
    ],
    [
      'near miss: another fault',
      {
        status: 200,
        method: 'POST',
        type: 'text/xml',
        body: '<?xml version="1.0"?>\n<methodResponse>\n<fault><value><struct><member><name>faultCode</name><value><int>404</int></value></member><member><name>faultString</name><value><string>Invalid post ID.</string></value></member></struct></value></fault></methodResponse>',
      },
      'none/ok guess',
    ],
    [
      'near miss: an answer',
      {
        status: 200,
        method: 'POST',
        type: 'text/xml',
        body: '<?xml version="1.0"?><methodResponse><params><param><value><string>Access Denied</string></value></param></params></methodResponse>',
      },
      'none/ok guess',
    ],
  ])('%s', async (_case, exchange, expected) => {
    expect(await said(exchange)).toBe(expected)
  })

  test('alone, it says nothing of an ordinary success', async () => {
    expect(await said({ status: 200, body: { id: 1, name: 'x', items: [] }, conventions: [xmlRpc()] })).toBe(
      'none/ok guess',
    )
  })
})
