import { expect, it } from 'vitest'
import { classify } from 'why401'

it('given a request that names the status of its answer, then the verdict still tells the status', async () => {
  const request = new Request('https://app.example/api?relay=403')
  const { because } = await classify(new Response(null, { status: 403 }), { request })
  expect(because.map(({ saw }) => saw)).toContain('status 403')
})

it('given another number that the request sent, then it is cut as before', async () => {
  const request = new Request('https://app.example/api?pin=401')
  const body = '{"message":"The pin 401 is not allowed"}'
  const headers = { 'content-type': 'application/json' }
  const verdict = await classify(new Response(body, { status: 403, headers }), { request })
  expect(JSON.stringify(verdict)).not.toContain('pin 401')
})
