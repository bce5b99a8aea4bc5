import { expect, it } from 'vitest'
import type { Ports } from '../../../src/session/ports.ts'
import { createId } from '../../../src/session/tabs/event-id.ts'
import { createSharedId, type PageClock } from '../../../src/session/tabs/shared-id.ts'

const BEGAN = 1_700_000_000_000
const COMES = BEGAN + 5_000

/** What a page takes for news that finds `stored` when its engine comes, 5 s after it began. */
async function readNews(stored: string, isLate = true): Promise<string | undefined> {
  const ports: Ports = {
    now: () => COMES,
    after: () => () => {},
    visible: () => true,
    onShow: () => () => {},
    epoch: () => ({ read: async () => stored, write: async (id) => id }),
  }
  const clock: PageClock = {
    date: () => COMES,
    began: BEGAN,
    isLate,
    isSuperseded: () => false,
    postedId: () => undefined,
  }
  return createSharedId('why401', ports, clock).readNews()
}

it.each([
  { at: 'before the page began', date: BEGAN - 1, isNews: false },
  { at: 'while the engine was on its way', date: BEGAN + 2_000, isNews: true },
  { at: 'in the future, since the clock was set back a day', date: BEGAN + 86_400_000, isNews: false },
])(
  'given an event that is named $at, when the engine comes late, then it is news: $isNews',
  async ({ date, isNews }) => {
    const id = createId(date)
    expect(await readNews(id)).toBe(isNews ? id : undefined)
  },
)

it('given an engine at hand, then what is stored is no news', async () => {
  expect(await readNews(createId(BEGAN + 2_000), false)).toBeUndefined()
})
