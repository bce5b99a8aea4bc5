import { expect, test } from 'vitest'
import type { Entry, Span } from '../../../src/devtools/timeline/entry.ts'
import { tabLanes } from '../../../src/devtools/timeline/tab-lanes.ts'

const span = (id: string, at: number, rest: Partial<Span> = {}): Span => ({
  id,
  at,
  source: '',
  elsewhere: !id.startsWith('own:'),
  type: 'span',
  what: 'renewal',
  waiters: [],
  count: 0,
  byOther: false,
  ...rest,
})

test('nothing was renewed: no lanes', () => {
  const moment: Entry = { id: 'own:1', at: 5, source: '', elsewhere: false, type: 'moment', what: 'signed-in' }
  expect(tabLanes([], 10)).toEqual([])
  expect(tabLanes([moment], 10)).toEqual([])
})

test('the tab that acts held the lock, the one that waits did not; both on one scale', () => {
  const lanes = tabLanes(
    [span('own:1', 100, { end: 300, byOther: true }), span('b:c:4', 100, { end: 200 }), span('own:2', 400)],
    500,
  )
  expect(lanes).toEqual([
    {
      name: 'This tab',
      bars: [
        { from: 0, to: 0.5, what: 'waited', isUnderWay: false },
        { from: 0.75, to: 1, what: 'held', isUnderWay: true },
      ],
    },
    { name: 'Another tab', bars: [{ from: 0, to: 0.25, what: 'held', isUnderWay: false }] },
  ])
})

test('other tabs have numbers, and one that only recorded a refusal or a moment has an empty lane', () => {
  const moment: Entry = { id: 'c:1', at: 5, source: '', elsewhere: true, type: 'moment', what: 'signed-out' }
  const lanes = tabLanes([span('b:1', 0, { end: 0 }), moment], 10)
  expect(lanes.map(({ name, bars }) => [name, bars.length])).toEqual([
    ['This tab', 0],
    ['Another tab, 1', 1],
    ['Another tab, 2', 0],
  ])
  for (const { bars } of lanes) for (const { from, to } of bars) expect([from, to].every(Number.isFinite)).toBe(true)
})
