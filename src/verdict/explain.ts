import type { Because, Certainty, Remedy, Verdict } from './verdict.js'

const remedies: { readonly [R in Remedy]: string } = {
  renew: 'get a fresh token; the user need not be asked',
  'sign-in': 'sign in again',
  'step-up': 'sign in again, more strongly',
  'fix-credentials': 'correct what was entered',
  wait: 'wait, then try again',
  'contact-admin': 'ask an administrator',
  'request-access': 'ask for access',
  'request-scope': 'ask for the missing scope',
  'refresh-csrf': 'fetch a new CSRF token and send the request again',
  'replace-key': 'store a new key for the integration',
  reconnect: 'connect the integration again',
  'grant-scope': 'grant the integration what it lacks',
  none: 'nothing that concerns the login',
}

const certainties: { readonly [C in Certainty]: string } = {
  certain: 'certain: the server said so in machine-readable form',
  likely: 'likely: a text, page or route that usually means this',
  guess: 'a guess: from the status and the request alone',
}

/**
 * Tells a verdict as text for a person: what, why, what would fix it; several lines, no secrets.
 *
 * @example
 * console.log(explain(await classify(response)))
 */
export function explain(verdict: Verdict): string {
  const [winner, ...others] = verdict.because
  const about = 'integration' in verdict && verdict.integration !== undefined ? ` (${verdict.integration})` : ''
  const lines = [
    `${verdict.status} ${verdict.url}`,
    `${verdict.kind}${about}, reason ${verdict.reason}`,
    `  ${certainties[verdict.certainty]}`,
    `  what would fix it: ${remedies[verdict.remedy]}${particulars(verdict)}`,
  ]
  if (verdict.message !== undefined) lines.push(`  the server says: ${verdict.message}`)
  if (winner) {
    lines.push(
      `  because ${winner.where === 'the probe' ? `the probe says that ${winner.saw} [${winner.rule}]` : `of ${ground(winner)}`}`,
    )
  }
  for (const other of others) lines.push(aside(other, verdict))
  return lines.join('\n')
}

function aside(other: Because, { kind }: Verdict): string {
  if (other.where === 'Access-Control-Expose-Headers' || other.where === 'its examine()') {
    return `  note: ${other.saw} [${other.rule}]`
  }
  return other.kind === kind
    ? `  in line with that: ${ground(other)}`
    : `  also considered: ${other.kind}, because of ${ground(other)}`
}

function ground({ rule, saw, where, spec }: Because): string {
  const place =
    where === 'status' ? '' : `${saw.startsWith('status ') ? ', with' : ' in'} ${where === 'body' ? 'the body' : where}`
  return `${saw}${place} [${spec === undefined ? rule : `${rule}, ${spec}`}]`
}

function particulars(verdict: Verdict): string {
  const parts: string[] = []
  if ('scope' in verdict && verdict.scope !== undefined) parts.push(`scope ${verdict.scope}`)
  if ('stepUp' in verdict && verdict.stepUp?.acrValues !== undefined) {
    parts.push(`level ${verdict.stepUp.acrValues.join(' or ')}`)
  }
  if ('stepUp' in verdict && verdict.stepUp?.maxAge !== undefined) {
    parts.push(`signed in at most ${verdict.stepUp.maxAge} s ago`)
  }
  if ('retryAfter' in verdict && verdict.retryAfter !== undefined) parts.push(`after ${verdict.retryAfter} s`)
  if ('loginUrl' in verdict && verdict.loginUrl !== undefined) parts.push(`at ${withoutQuery(verdict.loginUrl)}`)
  if ('manageUrl' in verdict && verdict.manageUrl !== undefined) parts.push(`at ${withoutQuery(verdict.manageUrl)}`)
  return parts.length > 0 ? ` (${parts.join(', ')})` : ''
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '')
}
