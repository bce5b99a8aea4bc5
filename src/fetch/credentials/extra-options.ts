import type { FetchArguments } from '../replay/replay.js'
import { isRequest } from '../request-kind.js'

/** Options that a `Request` does not hold (of a framework's own fetch); the others are in the `request` made of them. */
export function extrasOf([input, init]: FetchArguments, request: Request): RequestInit | undefined {
  const own: RequestInit = Object.fromEntries(
    Object.entries(init ?? {}).filter(([name]) => !(name in request) && !partsOfRequest.test(name)),
  )
  const keepalive = init?.keepalive ?? (isRequest(input) && input.keepalive)
  // Firefox drops it from a Request that is made of another one.
  if (keepalive && !request.keepalive) {
    Object.assign(own, { keepalive, referrer: request.referrer, referrerPolicy: request.referrerPolicy })
  }
  return Object.keys(own).length > 0 ? own : undefined
}

/** Options that some engines do not show on a `Request` that holds them. */
const partsOfRequest = /^(?:body|duplex|keepalive|priority|window)$/
