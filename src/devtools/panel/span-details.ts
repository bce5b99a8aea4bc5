import { duration } from '../timeline/duration.js'
import type { Span, Waiter } from '../timeline/entry.js'
import { limitRows, underWayWords } from '../timeline/limits.js'
import { spanOutcome, spanTitle } from '../timeline/text.js'
import { waitingBar } from './bar.js'
import { type Actions, factList, head, origin } from './head.js'
import { liveText } from './live.js'
import { h } from './markup.js'
import { shortPath, timeSince } from './row.js'

/** A renewal or sign-in: who waited and how long, and the limits of the app. */
export function spanDetails(span: Span, actions: Actions, now: number): readonly HTMLElement[] {
  const { waiters, count, at, end, askedAt, limits } = span
  const legend = h(
    'p',
    { class: 'legend' },
    h('span', {}, 'silently'),
    h('span', { class: 'asking' }, 'the user was asked'),
  )
  return [
    head(
      span,
      spanTitle(span),
      [
        end === undefined ? liveText(now, (then) => underWayWords(span, then)) : spanOutcome(span),
        h('span', { class: 'dim' }, ' · began ', timeSince(at, now), origin(span)),
      ],
      actions,
    ),
    h(
      'div',
      { class: 'k-span' },
      h('h4', {}, waitersTitle(span)),
      h('ul', { role: 'list', class: 'waiters' }, ...waiters.map((waiter) => waiterRow(span, waiter, now))),
      count > waiters.length ? h('p', { class: 'dim' }, `The first ${waiters.length} are shown.`) : undefined,
    ),
    ...(askedAt === undefined ? [] : [legend]),
    ...(limits === undefined ? [] : [h('div', {}, h('h4', {}, 'Limits of this app'), factList(limitRows(limits)))]),
  ]
}

function waitersTitle({ count, end }: Span): string {
  if (count === 0) return 'Nobody waited for it'
  return `${end === undefined ? 'Who waits' : 'Who waited'}: ${count}`
}

function waiterRow(span: Span, { method, url, at }: Waiter, now: number): HTMLElement {
  const { end, limits } = span
  const most = limits === undefined ? '' : ` of ${duration(limits.wait)}`
  return h(
    'li',
    {},
    h('span', { class: 'mono path', title: `${method} ${url}` }, `${method} ${shortPath(url)}`),
    waitingBar(span, at, now),
    end === undefined ? liveText(now, (then) => `${duration(then - at)}${most}`) : h('span', {}, duration(end - at)),
  )
}
