import { describe, expect, it } from 'vitest'
import type { Ports } from '../../../src/session/ports.ts'
import { createId } from '../../../src/session/tabs/event-id.ts'
import type { PageClock } from '../../../src/session/tabs/shared-id.ts'
import { createTabHistory, type TabHistory } from '../../../src/session/tabs/tab-history.ts'

const BEGAN = 1_700_000_000_000
const COMES = BEGAN + 5_000
const DAY = 86_400_000

/** What a page takes for news that finds an id stored when its engine comes, 5 s after it began. */
function readNews(
  what: 'renewed' | 'signed-out',
  date: number,
  isLate = true,
  live: (history: TabHistory) => void = () => {},
): Promise<readonly string[]> {
  const stored = createId(date)
  const ports: Ports = {
    now: () => COMES,
    after: () => () => {},
    visible: () => true,
    onShow: () => () => {},
    epoch: (name) => ({
      read: async () => (name.endsWith(':signed-out') === (what === 'signed-out') ? stored : ''),
      write: async (id) => id,
    }),
  }
  const clock: PageClock = {
    early: { now: () => COMES },
    began: BEGAN,
    isLate,
    clock: { isSuperseded: false, postedId: undefined },
  }
  const history = createTabHistory('why401', ports, clock)
  live(history)
  return history.catchUp()
}

describe('given an engine that comes late', () => {
  it.each([
    { at: 'before the page began', date: BEGAN - 1, renewed: false, signedOut: false },
    { at: 'in the millisecond in which the page began', date: BEGAN, renewed: true, signedOut: false },
    { at: 'while the engine was on its way', date: BEGAN + 2_000, renewed: true, signedOut: true },
    { at: 'a day ahead, since the clock was set back', date: BEGAN + DAY, renewed: true, signedOut: false },
  ])('a renewal that is named $at is news: $renewed; a sign-out: $signedOut', async ({ date, renewed, signedOut }) => {
    expect(await readNews('renewed', date)).toEqual(renewed ? ['renewed'] : [])
    expect(await readNews('signed-out', date)).toEqual(signedOut ? ['signed-out'] : [])
  })
})

it('given an engine at hand, then what is stored is no news', async () => {
  expect(await readNews('renewed', BEGAN + 2_000, false)).toEqual([])
  expect(await readNews('signed-out', BEGAN + 2_000, false)).toEqual([])
})

describe('given a sign-out of another tab that this one did not hear of', () => {
  const signIn = (history: TabHistory): void => history.announce({ type: 'renewed', byUser: true, level: 1 }, () => {})
  const renew = (history: TabHistory): void => history.announce({ type: 'renewed', byUser: false, level: 1 }, () => {})

  it('when the user signed in here after it, then it is history', async () => {
    expect(await readNews('signed-out', COMES - 1_000, true, signIn)).toEqual([])
  })

  it('when another tab says that the user signed in after it, then it is history', async () => {
    const hear = (history: TabHistory): void => {
      const id = `${createId(COMES)}~`
      expect(history.observe({ type: 'renewed', id, byUser: true, level: 1 })).toBe(true)
    }
    expect(await readNews('signed-out', COMES - 1_000, true, hear)).toEqual([])
  })

  it('when this tab renewed silently after it, then it is news', async () => {
    expect(await readNews('signed-out', COMES - 1_000, true, renew)).toEqual(['signed-out'])
  })
})
