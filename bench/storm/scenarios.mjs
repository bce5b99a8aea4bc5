// What is asked of each client. `refused`: no renewal can succeed, so a request is right when it settles without an answer.
import { bodyKinds } from './bodies.mjs'

const many = (length, plan = () => ({})) => Array.from({ length }, (_, index) => plan(index))
const refused = { refused: true, after: true, requests: many(5) }

export const scenarios = [
  { title: '5 concurrent 401s', about: 'Five requests with a token that has expired.', requests: many(5) },
  { title: '200 concurrent 401s', about: 'Two hundred of them.', requests: many(200) },
  {
    title: 'late 401s',
    about:
      'Twenty requests with the old token; half of the refusals arrive 80 to 260 ms after the others, when the renewal is over.',
    requests: many(20, (index) => ({ delay: index < 10 ? 0 : 80 + (index - 10) * 20 })),
  },
  {
    title: 'body replay',
    about: 'JSON, FormData with a file, and a Blob, four of each; the server compares the bytes of every attempt.',
    requests: many(12, (index) => ({ kind: bodyKinds[index % bodyKinds.length] })),
  },
  {
    title: 'two tabs',
    about:
      'Two instances share storage and one rotating refresh token; its second use revokes all tokens. Five requests in each.',
    tabs: 2,
    backend: { rotates: true },
    requests: many(10, (index) => ({ tab: index % 2 })),
  },
  {
    title: 'two tabs, late 401s',
    about: 'The same, and half of the refusals arrive 80 to 160 ms later.',
    tabs: 2,
    backend: { rotates: true },
    requests: many(10, (index) => ({ tab: index % 2, delay: index < 5 ? 0 : 80 + (index - 5) * 20 })),
  },
  {
    title: 'refresh throws',
    about: 'The connection of the refresh call breaks. Then it works again, and one more request is sent.',
    backend: { refresh: 'network' },
    ...refused,
  },
  {
    title: 'refresh answers 400',
    about: 'invalid_grant: the refresh token is dead. Then the user signs in anew, and one more request is sent.',
    backend: { refresh: '400' },
    ...refused,
  },
  { title: 'refresh answers 401', about: 'The same, told by status 401.', backend: { refresh: '401' }, ...refused },
  {
    title: 'refresh hangs',
    about:
      'The refresh call is never answered; why401 has `maxWait: 500`, the others what they have by default (ky: 10 s); 3 s are waited.',
    backend: { refresh: 'hang' },
    maxWait: 500,
    ...refused,
  },
  {
    title: 'permanent 401',
    about:
      'Refreshes succeed, and every new token is refused as well. From the twentieth time on the server leaves a request without an answer.',
    backend: { refuse: true },
    ...refused,
  },
]
