import { vetUrl } from '../../response/index.js'
import { type Because, certainties, redact, type Verdict } from '../../verdict/index.js'
import { type Fields, isAmount, isFields, isText, oneOf } from './foreign-fields.js'
import { isKind, isReason, isRemedy } from './known-words.js'
import { shownUrl } from './shown-text.js'

const texts = ['scope', 'realm', 'message', 'integration'] as const
const links = ['loginUrl', 'manageUrl'] as const

/** A verdict fit to show. It keeps no challenge, nonce or claims, and no member that a convention added. */
export function readVerdict(value: unknown): Verdict | undefined {
  if (!isFields(value)) return undefined
  const { kind, reason, remedy, certainty, status, url, because } = value
  if (
    !isKind(kind) ||
    !isReason(reason) ||
    !isRemedy(remedy) ||
    oneOf(certainties, certainty) === undefined ||
    !isAmount(status) ||
    typeof url !== 'string' ||
    !Array.isArray(because)
  ) {
    return undefined
  }
  // Each member was checked; the union over kinds is more than the compiler can follow.
  return {
    kind,
    reason,
    remedy,
    certainty,
    status,
    url: shownUrl(url),
    challenges: [],
    because: because.flatMap(readBecause).slice(0, 50),
    ...readDetails(value, url),
  } as Verdict
}

/** The members that only some kinds have. */
function readDetails(fields: Fields, url: string): object {
  const { upstream, retryAfter, stepUp } = fields
  const details = [
    ...texts.map((name) => [name, readText(fields[name])] as const),
    ...links.map((name) => [name, readLink(fields[name], url)] as const),
    ['upstream', isFields(upstream) ? readUpstream(upstream) : undefined] as const,
    ['retryAfter', isAmount(retryAfter) ? retryAfter : undefined] as const,
    ['stepUp', isFields(stepUp) ? readStepUp(stepUp) : undefined] as const,
  ]
  return Object.fromEntries(details.filter(([, detail]) => detail !== undefined))
}

function readText(value: unknown): string | undefined {
  return isText(value) ? redact(value) : undefined
}

function readLink(value: unknown, url: string): string | undefined {
  return isText(value) ? shownUrl(vetUrl(value, url) ?? '') || undefined : undefined
}

function readUpstream({ status, code }: Fields): object {
  return { ...(isAmount(status) && { status }), ...(isText(code) && { code: redact(code) }) }
}

function readStepUp({ acrValues, maxAge }: Fields): object {
  return {
    ...(Array.isArray(acrValues) && { acrValues: acrValues.filter(isText).slice(0, 10).map(redact) }),
    ...(isAmount(maxAge) && { maxAge }),
  }
}

/** Developers write the names of rules and sections; everything else comes from a response. */
function readBecause(value: unknown): readonly Because[] {
  if (!isFields(value)) return []
  const { rule, saw, where, spec, kind } = value
  const certainty = oneOf(certainties, value.certainty)
  if (
    !isText(rule) ||
    typeof saw !== 'string' ||
    typeof where !== 'string' ||
    !isKind(kind) ||
    certainty === undefined
  ) {
    return []
  }
  return [
    {
      rule: rule.slice(0, 100),
      saw: redact(saw),
      where: redact(where).slice(0, 100),
      kind,
      certainty,
      ...(isText(spec) && { spec: spec.slice(0, 100) }),
    },
  ]
}
