import type { Kind, Reason, Remedy } from '../../verdict/index.js'
import { sentences } from './sentences.js'

// The compiler sees to it that none is missing. The table of verdicts has them, too, and more than a panel needs.
const kindTable: { readonly [K in Kind]: true } = {
  reauthenticate: true,
  'credentials-rejected': true,
  forbidden: true,
  'third-party-key-invalid': true,
  none: true,
}
const remedyTable: { readonly [R in Remedy]: true } = {
  renew: true,
  'sign-in': true,
  'step-up': true,
  'fix-credentials': true,
  wait: true,
  'contact-admin': true,
  'request-access': true,
  'request-scope': true,
  'refresh-csrf': true,
  'replace-key': true,
  reconnect: true,
  'grant-scope': true,
  none: true,
}

export const kinds: readonly Kind[] = Object.keys(kindTable) as readonly Kind[]

export function isKind(value: unknown): value is Kind {
  return isKeyOf(kindTable, value)
}

export function isRemedy(value: unknown): value is Remedy {
  return isKeyOf(remedyTable, value)
}

export function isReason(value: unknown): value is Reason {
  return isKeyOf(sentences, value)
}

/** Safe for `__proto__` and the like. */
function isKeyOf(table: object, value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(table, value)
}
