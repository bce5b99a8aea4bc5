import type { Span } from '../timeline/entry.js'
import { live } from './live.js'
import { h } from './markup.js'

/**
 * The bar of a request that waited since `since`. The whole width is the span; the time in which the user was asked has
 * another colour.
 */
export function waitingBar({ at, end, askedAt }: Span, since: number, now: number): HTMLElement {
  const silent = h('i')
  const asking = askedAt === undefined ? undefined : h('i', { class: 'asking' })
  const track = h(
    'span',
    { class: end === undefined ? 'track running' : 'track', 'aria-hidden': 'true' },
    askedAt === undefined || askedAt > since ? silent : undefined,
    asking,
  )
  const paint = (then: number): void => {
    const last = end ?? Math.max(then, at + 1)
    const part = (moment: number): number => (last === at ? 1 : Math.min(1, Math.max(0, (moment - at) / (last - at))))
    const asked = Math.max(askedAt ?? last, since)
    place(silent, part(since), part(asked))
    if (asking) place(asking, part(asked), 1)
  }
  if (end === undefined) return live(track, now, paint)
  paint(end)
  return track
}

/** Puts a bar in its track; 0 is the left end, 1 the right one. */
export function place(element: HTMLElement, from: number, to: number): void {
  // A strict Content-Security-Policy refuses style attributes, and allows this.
  element.style.setProperty('--from', `${from}`)
  element.style.setProperty('--to', `${to}`)
}
