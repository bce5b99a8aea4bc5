import { amendVerdict, isReason, type Kind, kinds, meaningOf, reasons, type Verdict } from '../verdict/index.js'

/** What a test says of a verdict; the rest has defaults that fit. */
export type VerdictParts<K extends Kind> = Partial<Omit<Extract<Verdict, { readonly kind: K }>, 'kind' | 'toJSON'>>

const usual = {
  reauthenticate: { reason: 'token-expired', status: 401 },
  'credentials-rejected': { reason: 'wrong-credentials', status: 401 },
  forbidden: { reason: 'permission', status: 403 },
  'third-party-key-invalid': { reason: 'key-invalid', status: 403, integration: 'mail' },
  none: { reason: 'ok', status: 200 },
} as const

/**
 * A verdict without a response, for tests of what an app shows: frozen, with a `toJSON`, like the real ones.
 *
 * @throws TypeError when `kind` or `reason` is none, or the reason is one of another kind
 * @example
 * const verdict = verdictFor('forbidden', { reason: 'insufficient-scope', scope: 'reports:write' })
 */
export function verdictFor<K extends Kind>(
  kind: K,
  parts: VerdictParts<K> = {},
): Extract<Verdict, { readonly kind: K }> {
  if (!kinds.includes(kind)) throw new TypeError(`verdictFor: \`kind\` must be one of ${kinds.join(', ')}`)
  const given = { ...usual[kind], ...parts }
  const { reason, status } = given
  const meaning = isReason(reason) ? meaningOf(reason) : undefined
  if (meaning?.kind !== kind) {
    const fitting = reasons.filter((known) => meaningOf(known).kind === kind)
    throw new TypeError(`verdictFor: \`reason\` of ${kind} must be one of ${fitting.join(', ')}`)
  }
  const because = { rule: 'test', saw: `status ${status}`, where: 'status', kind, certainty: 'certain' as const }
  // Kind, reason and remedy are of one row, which was checked above and which the type cannot see.
  const verdict = {
    certainty: 'certain',
    url: 'https://app.test/api',
    challenges: [],
    because: [because],
    ...meaning,
    ...given,
  } as unknown as Extract<Verdict, { readonly kind: K }>
  return amendVerdict(verdict, verdict)
}
