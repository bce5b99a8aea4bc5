import type { Exchange } from '../exchange/index.js'
import type { Question } from './ask.js'

/** What keeps a page from sending its request, by the answer to its preflight (Fetch §4.8); undefined where nothing does. */
export function preflightFault({ headers: asked }: Question, { status, headers }: Exchange): string | undefined {
  const valueOf = (fields: Question['headers'], wanted: string): string | undefined =>
    fields.find(([name]) => name.toLowerCase() === wanted)?.[1]
  if (status < 200 || status > 299) {
    return `it was answered with ${status}: a preflight carries no credentials, and must not need any`
  }
  const origin = valueOf(asked, 'origin')
  const allowedOrigin = valueOf(headers, 'access-control-allow-origin')
  if (allowedOrigin !== '*' && allowedOrigin !== origin) return 'Access-Control-Allow-Origin does not name that origin'
  const allowed = new Set(listOf(valueOf(headers, 'access-control-allow-headers')))
  const missing = listOf(valueOf(asked, 'access-control-request-headers')).find(
    // `*` does not stand for Authorization.
    (name) => !allowed.has(name) && (!allowed.has('*') || name === 'authorization'),
  )
  return missing === undefined ? undefined : `Access-Control-Allow-Headers does not name ${missing}`
}

function listOf(value: string | undefined): readonly string[] {
  return (value ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
}
