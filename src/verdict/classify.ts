import { attributeToThirdParty } from './attribute.js'
import { contradictionOf, downgradeRelayed } from './downgrade.js'
import type { Evidence } from './evidence.js'
import type { Convention, Finding } from './finding.js'
import { examineHttp } from './http.js'
import { offerMembers } from './offer.js'
import { messageOf } from './message.js'
import { redact } from './redact.js'
import type { Because, Certainty, Verdict } from './verdict.js'
import { sealVerdict } from './verdict-json.js'

/** All certainties, the weakest first. */
export const certainties: readonly Certainty[] = ['guess', 'likely', 'certain']

/** No server has so many schemes. To read more challenges would find nothing new, and could take seconds. */
const MAX_CHALLENGES = 64

/**
 * The verdict on evidence that was read already: the strongest finding wins, and ties go to the earlier convention. The rules of
 * RFC 9110 come last; nothing contradicts them.
 *
 * @example
 * const verdict = classifyEvidence(await readEvidence(response, {}), standard())
 */
export function classifyEvidence(given: Evidence, conventions: readonly Convention[]): Verdict {
  const evidence = boundChallenges(given)
  const answers = conventions.map((convention) => examineSafely(convention, evidence))
  const isBodyRelayed = answers.some(isRelayed)
  const weigh = (found: Finding): Finding =>
    attributeToThirdParty(downgradeRelayed(found, evidence, isBodyRelayed), evidence)
  const considered: Because[] = []
  const findings: Finding[] = []
  for (const answer of answers) {
    if (!answer) continue
    if (!isFinding(answer)) {
      considered.push(answer)
      continue
    }
    const found = weigh(answer)
    const contradiction = contradictionOf(found, evidence)
    if (contradiction === undefined) {
      considered.push(found)
      findings.push(found)
    } else considered.push({ ...found, certainty: 'guess', saw: `${found.saw}, ${contradiction}` })
  }
  const http = weigh(examineHttp(evidence))
  const winner = [...findings, http].reduce((best, found) => (rank(found) > rank(best) ? found : best))
  return verdictOf(winner, [...considered, http], evidence)
}

function isFinding(answer: Finding | Because): answer is Finding {
  return 'reason' in answer
}

function rank({ certainty }: Finding): number {
  return certainties.indexOf(certainty)
}

function boundChallenges(evidence: Evidence): Evidence {
  const { challenges } = evidence
  return challenges.length > MAX_CHALLENGES
    ? { ...evidence, challenges: challenges.slice(0, MAX_CHALLENGES) }
    : evidence
}

/** Asks one convention; one that throws says nothing, and is named in `because`. */
function examineSafely(convention: Convention, evidence: Evidence): Finding | Because | undefined {
  try {
    return convention.examine(evidence)
  } catch {
    return {
      rule: convention.name,
      saw: 'the convention threw',
      where: 'its examine()',
      kind: 'none',
      certainty: 'guess',
    }
  }
}

/** Whether a convention recognised the body as a third party's. */
function isRelayed(answer: Finding | Because | undefined): boolean {
  return answer !== undefined && 'upstream' in answer && answer.upstream !== undefined && answer.certainty !== 'guess'
}

function verdictOf(winner: Finding, considered: readonly Because[], evidence: Evidence): Verdict {
  const cut = evidence.redact ?? redact
  const because = [winner, ...considered.filter((other) => other !== winner)].map((other) => becauseOf(other, cut))
  if (evidence.challengesHidden) because.push(hiddenChallengeNote(winner))
  const { rule: _rule, saw: _saw, where: _where, spec: _spec, message, ...rest } = offerMembers(winner, evidence)
  const words = message ?? (isRefusal(winner, evidence) ? messageOf(evidence) : undefined)
  const shown = words === undefined ? '' : cut(words)
  const verdict: Verdict = {
    ...rest,
    ...(shown !== '' && { message: shown }),
    status: evidence.status,
    url: evidence.url,
    challenges: [...evidence.challenges],
    because,
  }
  return sealVerdict(verdict, cut)
}

/** A success may say something to a person too, but not why it was refused. */
function isRefusal({ reason }: Finding, { status }: Evidence): boolean {
  return status >= 400 || reason !== 'ok'
}

const fixedPlaces: ReadonlySet<string> = /* @__PURE__ */ new Set(['status', 'body', 'the probe', 'its examine()'])

/** Redacts once more: a convention of the app may give in `saw` what the server sent. */
function becauseOf({ rule, saw, where, spec, kind, certainty }: Because, cut: (text: string) => string): Because {
  return {
    rule,
    saw: cut(saw),
    where: fixedPlaces.has(where) ? where : cut(where),
    kind,
    certainty,
    ...(spec !== undefined && { spec }),
  }
}

function hiddenChallengeNote({ kind, certainty }: Finding): Because {
  return {
    rule: 'cors/challenge-hidden',
    saw: 'the challenge could not be read: this answer came from another origin, which must send `Access-Control-Expose-Headers: WWW-Authenticate`',
    where: 'Access-Control-Expose-Headers',
    spec: 'Fetch §3.3.3',
    kind,
    certainty,
  }
}
