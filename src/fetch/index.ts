// A session becomes a fetch.
// Floor 5: an adapter; no decisions of its own.
// May import: challenge, verdict, response, session.
export type { Client, Fetch } from './client.js'
export { copyBody, isStream } from './replay/copy-body.js'
export type { Auth } from './auth.js'
export { createAuthWith, fetchWith } from './create-auth.js'
export { createAuth } from './create-static-auth.js'
export type { FetchEngine } from './engine.js'
export { isRequest } from './request-kind.js'
export { assertAuth as mustBeAuth } from './must-be-auth.js'
export { verdictOn } from './verdicts/known-verdicts.js'
export { verdictOf } from './verdicts/verdict-of.js'
