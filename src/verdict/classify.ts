import { attribute } from './attribute.js'
import type { Evidence } from './evidence.js'
import type { Convention, Finding } from './finding.js'
import { examineHttp } from './http.js'
import type { Because, Certainty, Verdict } from './verdict.js'

const strength: { readonly [C in Certainty]: number } = { certain: 2, likely: 1, guess: 0 }

/** Asks one convention; one that throws says nothing, and is named in `because`. */
function ask(convention: Convention, evidence: Evidence): Finding | Because | undefined {
  try {
    return convention.examine(evidence)
  } catch {
    return { rule: convention.name, saw: 'the convention threw', where: 'its examine()', kind: 'none', certainty: 'guess' }
  }
}

function becauseOf({ rule, saw, where, spec, kind, certainty }: Because): Because {
  return spec === undefined ? { rule, saw, where, kind, certainty } : { rule, saw, where, spec, kind, certainty }
}

/** The strongest finding wins; ties go to the earlier convention; the RFC 9110 rules come last. */
export function classifyEvidence(evidence: Evidence, conventions: readonly Convention[]): Verdict {
  let winner = attribute(examineHttp(evidence), evidence)
  const others: Because[] = [winner]
  for (const convention of conventions.toReversed()) {
    const said = ask(convention, evidence)
    if (said === undefined) continue
    if (!('reason' in said)) {
      others.unshift(said)
      continue
    }
    const found = attribute(said, evidence)
    others.unshift(found)
    if (strength[found.certainty] >= strength[winner.certainty]) winner = found
  }
  const because = [winner, ...others.filter((other) => other !== winner)].map(becauseOf)
  if (evidence.challengesHidden) because.push(hidden(winner))
  const { rule: _rule, saw: _saw, where: _where, spec: _spec, ...rest } = winner
  return { ...rest, status: evidence.status, url: evidence.url, challenges: evidence.challenges, because }
}

function hidden({ kind, certainty }: Finding): Because {
  return {
    rule: 'cors/challenge-hidden',
    saw: 'the challenge could not be read: this answer came from another origin, which must send `Access-Control-Expose-Headers: WWW-Authenticate`',
    where: 'Access-Control-Expose-Headers',
    spec: 'Fetch §3.3.3',
    kind,
    certainty,
  }
}
