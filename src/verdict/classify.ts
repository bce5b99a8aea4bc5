import { attributeToThirdParty } from './attribute.js'
import type { Evidence } from './evidence.js'
import type { Convention, Finding } from './finding.js'
import { examineHttp } from './http.js'
import { redact } from './redact.js'
import type { Because, Certainty, Verdict } from './verdict.js'

/** The weakest first. */
export const certainties: readonly Certainty[] = ['guess', 'likely', 'certain']

/** Asks one convention; one that throws says nothing, and is named in `because`. */
function ask(convention: Convention, evidence: Evidence): Finding | Because | undefined {
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

/** Redacted once more: an app's own convention may have told what it saw as it came. */
function becauseOf({ rule, saw, where, spec, kind, certainty }: Because): Because {
  return { rule, saw: redact(saw), where, kind, certainty, ...(spec !== undefined && { spec }) }
}

/** The strongest finding wins; ties go to the earlier convention; the RFC 9110 rules come last. */
export function classifyEvidence(evidence: Evidence, conventions: readonly Convention[]): Verdict {
  let winner = attributeToThirdParty(examineHttp(evidence), evidence)
  const others: Because[] = [winner]
  const answers = conventions.map((convention) => ask(convention, evidence))
  const relayed = answers.some(
    (said) => said !== undefined && 'upstream' in said && said.upstream !== undefined && said.certainty !== 'guess',
  )
  for (const said of answers.toReversed()) {
    if (said === undefined) continue
    if (!('reason' in said)) {
      others.unshift(said)
      continue
    }
    const found = attributeToThirdParty(relayed ? downgradeRelayed(said) : said, evidence)
    others.unshift(found)
    if (certainties.indexOf(found.certainty) >= certainties.indexOf(winner.certainty)) winner = found
  }
  const because = [winner, ...others.filter((other) => other !== winner)].map(becauseOf)
  if (evidence.challengesHidden) because.push(hiddenChallengeNote(winner))
  const { rule: _rule, saw: _saw, where: _where, spec: _spec, message, ...rest } = winner
  return {
    ...rest,
    ...(message !== undefined && { message: redact(message) }),
    status: evidence.status,
    url: evidence.url,
    challenges: evidence.challenges,
    because,
  }
}

/** In a body that a third party wrote, the words about a session or a token are not our own server's. */
function downgradeRelayed(said: Finding): Finding {
  return said.kind === 'reauthenticate' && said.where === 'body' && said.certainty === 'certain'
    ? { ...said, certainty: 'likely' }
    : said
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
