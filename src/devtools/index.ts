// Events become a panel that shows why requests were refused, and what the server should send instead.
// Floor 6: importing it has no effect, and it sends nothing to a server.
// May import: challenge, verdict, advice, response, session, fetch.
export { type Advice, type AdviceCode, adviceFor, type AdviceContext, specUrl } from '../advice/index.js'
export { defineDevtools, type Why401Devtools } from './element.js'
export { type DevtoolsOptions, mountDevtools } from './mount.js'
export type { DevtoolsAuth } from './timeline/recorder.js'
