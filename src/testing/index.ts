// What the tests of an app need: refusals as servers send them, verdicts, an auth that a test steers.
// Floor 6: for tests, in no page.
// May import: challenge, verdict, conventions, response, session, fetch, problem.
export { createTestAuth, type Step, type TestAuth, type TestAuthOptions } from './test-auth.js'
export { refuse, type RefuseOptions, type Resolver } from './refuse.js'
export { responseFor, responses, roleFor } from './responses.js'
export { verdictFor, type VerdictParts } from './verdict-for.js'
