import type { Arguments } from './arguments.js'
import type { Question } from './ask.js'

/** What a live URL is asked, and as whom. */
export interface LiveQuestion extends Question {
  readonly title: string
  readonly asks: 'without-credentials' | 'with-credentials' | 'across-origins' | 'preflight'
}

/** Whose page asks where the command line names none (a name that RFC 2606 reserves). */
const SOME_ORIGIN = 'https://app.example'

const credentials = /^(?:proxy-)?authorization$|^cookie$|^dpop$|auth|key|password|secret|session|signature|token/i
const safe = /^(?:GET|HEAD|OPTIONS)$/
/** What a page may send to another origin without being asked first (Fetch, CORS-safelisted request-header). */
const safelisted = /^(?:accept|accept-language|content-language|origin|user-agent|cookie)$/i

/**
 * What to ask a URL: without credentials, with those given, and with those from a page of another origin, the preflight
 * that its browser would send before included. A method that may change something is sent once, as given.
 */
export function questionsFor(url: string, { method = 'GET', headers, origin }: Arguments): readonly LiveQuestion[] {
  const given = withDefaults(headers)
  const bare = given.filter(([name]) => !credentials.test(name))
  const from = origin ?? SOME_ORIGIN
  const question = (asks: LiveQuestion['asks'], title: string, fields: Question['headers']): LiveQuestion => ({
    asks,
    title,
    url,
    method,
    headers: fields,
  })
  const hasCredentials = bare.length < given.length
  const asGiven = question('with-credentials', 'with the credentials that were given', given)
  if (!safe.test(method)) {
    const fields: Question['headers'] = origin === undefined ? given : [...given, ['Origin', origin]]
    return [{ ...asGiven, headers: fields, title: `as given; ${method} may change something, and is sent once` }]
  }
  return [
    question('without-credentials', 'without credentials', bare),
    ...(hasCredentials ? [asGiven] : []),
    ...preflightFor(url, method, given, from),
    question('across-origins', `from a page of ${from}`, [
      ...given.filter(([name]) => !/^origin$/i.test(name)),
      ['Origin', from],
    ]),
  ]
}

function withDefaults(headers: Question['headers']): Question['headers'] {
  const has = (name: string): boolean => headers.some(([given]) => given.toLowerCase() === name)
  return [
    ...(has('accept') ? [] : [['Accept', '*/*'] as const]),
    ...(has('user-agent') ? [] : [['User-Agent', 'why401'] as const]),
    ...headers,
  ]
}

function preflightFor(url: string, method: string, given: Question['headers'], from: string): readonly LiveQuestion[] {
  const names = given.map(([name]) => name.toLowerCase()).filter((name) => !safelisted.test(name))
  if (names.length === 0) return []
  return [
    {
      asks: 'preflight',
      title: `may a page of ${from} send ${names.join(', ')}?`,
      url,
      method: 'OPTIONS',
      headers: [
        ['Origin', from],
        ['Access-Control-Request-Method', method],
        ['Access-Control-Request-Headers', [...new Set(names)].sort().join(',')],
      ],
    },
  ]
}
