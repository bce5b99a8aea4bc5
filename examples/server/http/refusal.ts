/** A handler throws this to refuse a request; `answer-errors.ts` makes the response of it. */
export class Refusal extends Error {
  readonly status: number
  readonly headers: RefusalHeaders
  readonly contentType: string
  readonly body: unknown

  constructor(status: number, body: unknown, headers: RefusalHeaders = {}, contentType = 'application/json') {
    super(`refused with ${status}`)
    this.name = 'Refusal'
    this.status = status
    this.headers = headers
    this.contentType = contentType
    this.body = body
  }
}

/** An array becomes several field lines. */
export type RefusalHeaders = Readonly<Record<string, string | string[]>>

const PROBLEMS = 'https://projects.example/problems/'

/** RFC 9457. Programs compare `type`; it is a name, and no client has to fetch it. */
export function problem(
  status: number,
  name: string,
  title: string,
  members: Readonly<Record<string, unknown>> = {},
  headers: RefusalHeaders = {},
): Refusal {
  const body = { type: PROBLEMS + name, title, status, ...members }
  return new Refusal(status, body, headers, 'application/problem+json')
}

/** One challenge (RFC 9110 §11.3) with every value quoted. */
export function challenge(scheme: string, parameters: Readonly<Record<string, string>>): string {
  const list = Object.entries(parameters).map(
    ([name, value]) => `${name}="${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`,
  )
  return `${scheme} ${list.join(', ')}`
}
