import { beAda } from './people.ts'
import type { Scenario } from './scenario.ts'

export const expiredToken: Scenario = {
  id: 'expired-token',
  title: 'Expired token, five at once',
  lead: 'Many refusals, one renewal, and nobody is asked.',
  play: async ({ say, press, fail, begin }) => {
    await say('Ada is signed in, and the page holds an access token.')
    await beAda()
    await press('list-reports', 'reports')
    await begin()
    await fail('expire-access-tokens')
    await say('The server lets every access token expire.')
    const answer = press('list-five', 'reports')
    await say('The page sends five requests at once, all with the old token.')
    const { isDone } = await answer
    await say(
      isDone
        ? 'The server refused them all. One renewal served all five, and Ada saw nothing of it.'
        : 'The renewal failed this time; Ada stays signed in, and the page offers to try again.',
    )
  },
}

export const missingScope: Scenario = {
  id: 'missing-scope',
  title: 'Missing scope',
  lead: 'A login would not help, so nobody is asked for one.',
  play: async ({ say, press, begin }) => {
    await say('Ada is signed in. Her token does not have the scope finance:read.')
    await beAda()
    await begin()
    const { isDone } = await press('finance', 'reports')
    await say(
      isDone
        ? 'The server let her in: an admin gave her the scope.'
        : 'The server knows Ada and says no. The message names the scope, and offers to ask for it.',
    )
  },
}

export const stepUp: Scenario = {
  id: 'step-up',
  title: 'Step-up',
  lead: 'The login is good, and not fresh enough.',
  play: async ({ say, press, begin }) => {
    await say('Ada signed in some time ago, with her password.')
    await beAda(true)
    await begin()
    const answer = press('approve', 'reports')
    await say('The server wants a fresh sign-in to approve hours. The request waits: type lovelace, or cancel.')
    const { isDone } = await answer
    await say(
      isDone
        ? 'The request was sent again with the fresh login, and Ada went on where she was.'
        : 'The request ended with its own refusal. Ada is still signed in: only the approval needs more.',
    )
  },
}

export const otherOrigin: Scenario = {
  id: 'other-origin',
  title: 'Another origin',
  lead: 'The same login, on a server that the app lists.',
  play: async ({ say, press, fail, begin }) => {
    await say('Ada’s token is good for a second server, on another port.')
    await beAda()
    await press('ask-other', 'other')
    await begin()
    await fail('expire-access-tokens')
    await say('Her access token expires.')
    const { isDone } = await press('ask-other', 'other')
    await say(
      isDone
        ? 'The other server refused, our own renewed, and the request was sent there again.'
        : 'The other server went on refusing, and the request ended with that.',
    )
  },
}
