import type { Kind, Meaning, Reason, Remedy } from './verdict.js'

/** The member of `Meaning` that a reason belongs to. */
export type MeaningOf<R extends Reason> = Meaning extends infer M
  ? M extends { readonly reason: infer Q }
    ? R extends Q
      ? M
      : never
    : never
  : never

/** Kind and remedy, then the reasons that have them; reasons are unique over all kinds. */
const table = `
reauthenticate sign-in no-credentials session-expired token-revoked login-redirect login-page renewal-rejected
reauthenticate renew token-expired token-invalid stale-nonce
reauthenticate step-up step-up
credentials-rejected fix-credentials wrong-credentials malformed-credentials
credentials-rejected wait account-locked
credentials-rejected contact-admin account-disabled client-rejected
forbidden request-scope insufficient-scope
forbidden request-access permission
forbidden refresh-csrf csrf
forbidden contact-admin policy mfa-enrolment-required
third-party-key-invalid replace-key key-invalid key-expired
third-party-key-invalid reconnect key-revoked key-missing
third-party-key-invalid grant-scope key-insufficient
none none ok rate-limited proxy-authentication captive-portal not-found invalid-request server-error unrelated
`

type ReasonRow = { readonly kind: Kind; readonly remedy: Remedy }

const meanings: ReadonlyMap<string, ReasonRow> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [kind, remedy, ...reasons] = line.split(' ')
      return reasons.map((reason) => [reason, { kind, remedy } as ReasonRow] as const)
    }),
)

function distinct<K extends keyof ReasonRow>(member: K): readonly ReasonRow[K][] {
  return [...new Set([...meanings.values()].map((row) => row[member]))]
}

export const kinds: readonly Kind[] = /* @__PURE__ */ distinct('kind')
export const remedies: readonly Remedy[] = /* @__PURE__ */ distinct('remedy')

/** Kind and remedy of a reason. */
export function meaningOf(reason: Reason): ReasonRow {
  // The table has a row for each reason; test/verdict checks it against the type.
  return meanings.get(reason) as ReasonRow
}

/** Whether a word from the wire is one of the reasons; safe for `__proto__` and the like. */
export function isReason(word: unknown): word is Reason {
  return typeof word === 'string' && meanings.has(word)
}
