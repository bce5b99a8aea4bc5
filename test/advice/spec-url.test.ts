import { expect, it } from 'vitest'
import { specUrl } from 'why401/advice'

it.each([
  ['RFC 9110 §15.5.2', 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2'],
  ['RFC 6750 §3', 'https://www.rfc-editor.org/rfc/rfc6750#section-3'],
  ['RFC 9457', 'https://www.rfc-editor.org/rfc/rfc9457'],
  ['Fetch §3.3.3', 'https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name'],
  ['Fetch §99', 'https://fetch.spec.whatwg.org/'],
  ['GraphQL §7.1.2', 'https://spec.graphql.org/'],
])('%s is at %s', (spec, url) => expect(specUrl(spec)).toBe(url))

it.each([
  'Django REST framework',
  'MS-OFBA §3.2',
  'not registered',
  '',
  'javascript:alert(1)',
  'RFC §1',
  'constructor §1',
])('%j has no address of its own', (spec) => expect(specUrl(spec)).toBeUndefined())
