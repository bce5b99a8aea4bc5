import { beAda } from './people.ts'
import type { Scenario } from './scenario.ts'
import { type Outcome, pause, pressIn } from './stage.ts'

export const secondTab: Scenario = {
  id: 'second-tab',
  title: 'A second tab',
  lead: 'Two tabs of one login: one asks, both go on.',
  play: async ({ say, press, fail, begin, signal }) => {
    // Before anything is waited for: browsers open a window only as the answer to a press.
    const other = window.open(location.href, 'why401-second', 'popup,width=560,height=760')
    if (other === null) {
      await say('The browser opens no second window by itself: open this page in another tab, and press again.')
      return
    }
    await say('A second window opens, with the same login.')
    await beAda()
    await isSignedIn(other, signal)
    await begin()
    await fail('expire-session')
    await say('The session ends, and both windows ask for the projects.')
    const answers = [press('load-projects', 'projects'), pressThere(other, signal)]
    await say('One of them asks for the password, and the other waits for it: type ada and lovelace there, or cancel.')
    const [here, there] = await Promise.all(answers)
    await say(
      here?.isDone === true && there?.isDone === true
        ? 'One sign-in was enough for both.'
        : 'Nobody signed in: both requests ended with their own refusal, and neither window asks again by itself.',
    )
  },
}

function pressThere(other: Window, signal: AbortSignal): Promise<Outcome> {
  const outcome = pressIn(other.document, 'load-projects', 'projects', signal)
  // A scenario that the user stopped waits for it no more.
  outcome.catch(() => {})
  return outcome
}

/** The page in the other window has loaded, knows its user, and reads nothing at the moment. */
async function isSignedIn(other: Window, signal: AbortSignal): Promise<void> {
  const isReady = (): boolean =>
    other.document.getElementById('user-name')?.textContent === 'Ada Lovelace' &&
    other.document.getElementById('projects-output')?.dataset.outcome !== 'waiting'
  while (!other.closed && !isReady()) await pause(100, signal)
}
