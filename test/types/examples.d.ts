// Names that examples in docstrings and docs use for what an app brings along.
declare const response: Response
declare const verdict: import('why401').Verdict
declare const evidence: import('why401/verdict').Evidence
declare const auth: import('why401').Auth
declare function openSignInDialog(verdict?: unknown): Promise<boolean>
declare function showNotice(text: string): void
declare function show(text: string): void
declare function refreshToken(): Promise<import('why401').RenewResult>
declare function promptReconnect(integration: string | undefined): void
declare const ky: typeof import('ky').default
declare const axios: typeof import('axios').default
declare const api: import('ky').KyInstance
declare const z: typeof import('zod/mini')
declare const challenges: readonly import('why401/challenge').Challenge[]
declare function follow(url: string | undefined): void
declare const loginRedirect: typeof import('why401/session').loginRedirect
declare const request: Request
declare const text: string
declare const exchange: import('why401/exchange').Exchange
declare const challengeVectors: readonly import('why401/vectors').ChallengeVector[]
declare const answerVectors: readonly import('why401/vectors').AnswerVector[]
