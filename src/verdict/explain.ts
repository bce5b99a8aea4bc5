import { type Branch, branchesOf } from './branches.js'
import type { Because, Certainty, Remedy, Verdict } from './verdict.js'
import { verdictToJson } from './verdict-json.js'

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

/** How conventions name the addresses of a request and its answer. */
const addresses: ReadonlySet<string> = /* @__PURE__ */ new Set(['url', 'the URL'])

type Grounds = 'probe' | 'status' | 'challenge' | 'body' | 'header' | 'address' | 'integration'

/** What the certainty of a rule rests on, by where the rule looked. */
const certainties: { readonly [G in Grounds]: { readonly [C in Certainty]: string } } = {
  probe: {
    certain: 'certain: the probe asked the server whether the user is signed in',
    likely: 'likely: the probe asked the server whether the user is signed in',
    guess: 'a guess: the probe gave no clear answer',
  },
  status: {
    certain: 'certain: the status means exactly this',
    likely: 'likely: servers that send this status usually mean this',
    guess: 'a guess: from the status, what was sent, and what the endpoint is for',
  },
  challenge: {
    certain: 'certain: the challenge says so in a parameter or scheme that is meant for machines',
    likely: 'likely: the challenge asks for credentials, but a server may send it for other reasons too',
    guess: 'a guess: the challenge fits, but others send it too, or little is known of the request',
  },
  body: {
    certain: 'certain: a code or type in the body is meant for machines and says so',
    likely: 'likely: words, a page or a code in the body usually mean this',
    guess: 'a guess: words or a code in the body may mean this',
  },
  header: {
    certain: 'certain: a response header that only this server family sends says so',
    likely: 'likely: a response header usually means this',
    guess: 'a guess: a response header may mean this',
  },
  address: {
    certain: 'certain: the answer comes from where users sign in',
    likely: 'likely: the answer comes from an address that looks like one where users sign in',
    guess: 'a guess: from the address that the answer came from',
  },
  integration: {
    certain: 'certain: the route is an integration’s, and the realm is none of ours',
    likely: 'likely: the route is an integration’s, and our own server did not say that it spoke for itself',
    guess: 'a guess: the route is an integration’s, but our own server may have sent the same',
  },
}

/**
 * Tells an engineer what a verdict says, what would fix it, how sure it is and what it stands on; several lines, no secrets.
 *
 * @example
 * console.log(explain(await classify(response)))
 */
export function explain(verdict: Verdict): string {
  const { url } = verdictToJson(verdict)
  const about = 'integration' in verdict && verdict.integration !== undefined ? ` (${verdict.integration})` : ''
  const lines = [
    `${verdict.status} ${url}`.trimEnd(),
    `${verdict.kind}${about}, reason ${verdict.reason}`,
    `  ${certaintyLine(verdict)}`,
    `  what would fix it: ${remedies[verdict.remedy]}${particulars(verdict)}`,
  ]
  if (verdict.message !== undefined) lines.push(`  the server says: ${verdict.message}`)
  return [...lines, ...branchesOf(verdict).map(branchLine)].join('\n')
}

function certaintyLine({ because: [winner], certainty }: Verdict): string {
  return certainties[winner === undefined ? 'status' : groundsOf(winner)][certainty]
}

function groundsOf({ rule, where }: Because): Grounds {
  if (where === 'the probe') return 'probe'
  if (rule.endsWith('@integration') && !rule.startsWith('http/403')) return 'integration'
  if (where === 'status' || where === 'body') return where
  if (addresses.has(where)) return 'address'
  return /^(?:www|proxy)-authenticate/i.test(where) ? 'challenge' : 'header'
}

function branchLine({ finding, part }: Branch): string {
  const { where, saw, rule, kind } = finding
  if (part === 'note') return `  note: ${saw} [${rule}]`
  if (part === 'taken' && where === 'the probe') return `  because the probe says that ${saw} [${rule}]`
  const words = { taken: 'because of', agrees: 'in line with that:', lost: `also considered: ${kind}, because of` }
  return `  ${words[part]} ${ground(finding)}`
}

/** What `attributeToThirdParty` adds to what was seen: it reads better behind the place. */
const onRoute = ', on an integration route'

function ground({ rule, saw, where, spec }: Because): string {
  const isOnRoute = saw.endsWith(onRoute)
  const seen = isOnRoute ? saw.slice(0, -onRoute.length) : saw
  return `${seen}${place(seen, where)}${isOnRoute ? onRoute : ''} [${spec === undefined ? rule : `${rule}, ${spec}`}]`
}

function place(saw: string, where: string): string {
  if (where === 'status' || addresses.has(where)) return ''
  return `${saw.startsWith('status ') ? ', with' : ' in'} ${where === 'body' ? 'the body' : where}`
}

function particulars(verdict: Verdict): string {
  const shown = verdictToJson(verdict)
  const parts: string[] = []
  if ('scope' in shown && shown.scope !== undefined) parts.push(`scope ${shown.scope}`)
  if ('stepUp' in shown && shown.stepUp?.acrValues !== undefined) {
    parts.push(`level ${shown.stepUp.acrValues.join(' or ')}`)
  }
  if ('stepUp' in shown && shown.stepUp?.maxAge !== undefined) {
    parts.push(`signed in at most ${shown.stepUp.maxAge} s ago`)
  }
  if ('retryAfter' in shown && shown.retryAfter !== undefined) parts.push(`after ${shown.retryAfter} s`)
  if ('loginUrl' in shown && shown.loginUrl !== undefined) parts.push(`at ${shown.loginUrl}`)
  if ('manageUrl' in shown && shown.manageUrl !== undefined) parts.push(`at ${shown.manageUrl}`)
  if ('resourceMetadata' in shown && shown.resourceMetadata !== undefined) {
    parts.push(`described at ${shown.resourceMetadata}`)
  }
  return parts.length > 0 ? ` (${parts.join(', ')})` : ''
}
