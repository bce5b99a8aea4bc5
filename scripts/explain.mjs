// The README's sample of `explain()`: what the built package says today. Fails where the README says something else.
import { fill } from './fill.mjs'
import { classify, explain } from '../dist/index.js'

const answer = (status, headers, body) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers })
const problem = { 'content-type': 'application/problem+json' }
const samples = [
  [
    answer(401, {
      'www-authenticate': 'Bearer realm="reports", error="invalid_token", error_description="The access token expired"',
    }),
    { request: { url: 'https://app.example/api/reports', headers: { authorization: 'Bearer x' } } },
  ],
  [
    answer(403, problem, {
      type: 'https://app.example/problems/third-party-key-invalid',
      integration: 'meteo',
      reason: 'key-revoked',
      upstream: { status: 401 },
    }),
    { request: { url: 'https://app.example/api/integrations/meteo/forecast' }, role: 'integration' },
  ],
]
const texts = []
for (const [response, context] of samples) texts.push(explain(await classify(response, context)))
const text = `\`\`\`text\n${texts.join('\n\n')}\n\`\`\``
console.log(texts.join('\n\n'))
if (!fill('README.md', 'explain', text, process.argv.includes('--write'))) {
  console.error('README.md shows another explanation: run `npm run readme`.')
  process.exitCode = 1
}
