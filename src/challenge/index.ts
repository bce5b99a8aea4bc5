// Turns the text of WWW-Authenticate, Proxy-Authenticate and Authentication-Info into challenges, parameters and issues.
// Floor 0: pure and without I/O, it compiles with ES2023 alone and imports no other folder.
export type { Challenge } from './challenge.js'
export { formatChallenges, type ChallengeInit } from './format.js'
export type { FieldInput } from './input.js'
export type { Issue, IssueCode } from './issue.js'
export type { Parameter } from './parameter.js'
export { parseAuthenticationInfo, parseChallenges } from './parse.js'
export type { AuthenticationInfo, ParsedChallenges } from './parse.js'
export { decodeUtf8 } from './utf8.js'
