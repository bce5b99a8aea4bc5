import type { RequestLike } from './read-evidence.js'

/** How many strings of one exchange are looked for, how long each is, and how much of a body is searched for them. */
const MAX_SECRETS = 200
const MAX_LENGTH = 200
const MAX_BODY = 65_536

const credentialName = /auth|token|key|secret|session|cookie|dpop|csrf|xsrf|signature|password/i

/**
 * What the client itself sent and a server may send back: credentials, the values of the query, the strings of the body.
 * Each is cut from every text of the verdict.
 *
 * @example
 * secretsOf({ headers: { authorization: 'Bearer t0k3n' } }) // ['Bearer t0k3n', 't0k3n']
 */
export function secretsOf(request: RequestLike | undefined): readonly string[] {
  if (!request) return []
  const secrets = new Set<string>()
  // A long one in parts: a text that holds it is short, and so is the pattern that looks for it.
  const add = (text: string): void => {
    for (let at = 0; at < text.length && secrets.size < MAX_SECRETS; at += MAX_LENGTH) {
      secrets.add(text.slice(at, at + MAX_LENGTH))
    }
  }
  const body = 'body' in request ? request.body : undefined
  for (const value of [...headerSecrets(request.headers), ...querySecrets(request.url ?? ''), ...bodySecrets(body)]) {
    add(value)
  }
  return [...secrets]
}

function headerSecrets(headers: HeadersInit | undefined): string[] {
  try {
    return [...new Headers(headers)].flatMap(([name, value]) =>
      credentialName.test(name) ? credentialParts(value) : [],
    )
  } catch {
    return []
  }
}

/** A credential, its part after the scheme, and what `Basic` has inside (RFC 7617 §2); each cookie by its value. */
function credentialParts(value: string): string[] {
  const [scheme = '', rest] = value.split(/ (.*)/s)
  const cookies = value.split(/; */).map((pair) => pair.slice(pair.indexOf('=') + 1))
  const inside = rest !== undefined && /^basic$/i.test(scheme) ? decode(rest).split(/:(.*)/s) : []
  return [value, ...(rest === undefined ? [] : [rest]), ...cookies, ...inside]
}

function decode(base64: string): string {
  try {
    return atob(base64)
  } catch {
    return ''
  }
}

function querySecrets(url: string): string[] {
  const query = url.slice(url.indexOf('?') + 1).replace(/#.*/s, '')
  return url.includes('?') ? [...new URLSearchParams(query).values()] : []
}

function bodySecrets(body: unknown): string[] {
  if (body instanceof URLSearchParams) return [...body.values()]
  if (body instanceof FormData) return [...body.values()].filter((value) => typeof value === 'string')
  if (typeof body !== 'string' || body.length > MAX_BODY) return []
  try {
    return stringsOf(JSON.parse(body))
  } catch {
    return body.includes('=') ? [...new URLSearchParams(body).values()] : [body]
  }
}

/** The strings and numbers of a JSON value; a server may repeat any of them. */
function stringsOf(value: unknown): string[] {
  const found: string[] = []
  const open: unknown[] = [value]
  while (open.length > 0 && found.length < MAX_SECRETS) {
    const next = open.pop()
    if (typeof next === 'string' || typeof next === 'number') found.push(String(next))
    else if (typeof next === 'object' && next !== null) open.push(...Object.values(next).slice(0, MAX_SECRETS))
  }
  return found
}
