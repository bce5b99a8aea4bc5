import type { Span } from '../timeline/entry.js'
import { h } from './markup.js'

/**
 * The bar of a request that waited since `since`. The whole width is the span; the time in which the user was asked has
 * another colour.
 */
export function waitingBar({ at, end, askedAt }: Span, since: number, now: number): HTMLElement {
  const last = end ?? Math.max(now, at + 1)
  const part = (moment: number): number => (last === at ? 1 : Math.min(1, Math.max(0, (moment - at) / (last - at))))
  const asked = Math.max(askedAt ?? last, since)
  const bars = [
    asked > since || askedAt === undefined ? bar(part(since), part(asked), '') : undefined,
    askedAt === undefined ? undefined : bar(part(asked), 1, 'asking'),
  ]
  return h('span', { class: end === undefined ? 'track running' : 'track', 'aria-hidden': 'true' }, ...bars)
}

function bar(from: number, to: number, name: string): HTMLElement {
  const element = h('i', { class: name })
  // A strict Content-Security-Policy refuses style attributes, and allows this.
  element.style.setProperty('--from', `${from}`)
  element.style.setProperty('--to', `${to}`)
  return element
}
