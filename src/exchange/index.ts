// Text that a developer has at hand (a HAR, what curl prints, a network panel) becomes exchanges, and each a verdict.
// Floor 4, off the page: never waits for anything but a body; zod/mini checks HAR files.
// May import: challenge, verdict, conventions, response, zod/mini.
export { classifyExchange, type ExchangeContext, type ExchangeVerdict } from './classify-exchange.js'
export {
  type EarlierResponse,
  type Exchange,
  type Field,
  isUnreadable,
  originAndPath,
  originOf,
  type SentRequest,
  type Unreadable,
} from './exchange.js'
export { maskChallenge, maskParameter } from './mask.js'
export { type Exchanges, readExchanges, type ReadOptions } from './read-exchanges.js'
export { isSent, type Sent, sentWords } from './sent.js'
