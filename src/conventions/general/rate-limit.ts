import type { Convention, Evidence } from '../../verdict/index.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

const spent = ['x-ratelimit-remaining', 'ratelimit-remaining', 'x-rate-limit-remaining']
const words =
  /\brate[ -]?limit(?:ed|s)? (?:exceeded|reached|hit)\b|\bexceeded (?:a |the |your )?(?:\w+ )?rate[ -]limit|\btoo many requests\b/i

/**
 * A rate limit in auth clothes: 403 (or 503) with an allowance that is spent, or in the fixed words of limiters
 * (RFC 6585 §4 has 429 for it).
 *
 * @example
 * classify(response, { conventions: [rateLimit()] }) // 403, X-RateLimit-Remaining: 0, Retry-After: 60
 */
export function rateLimit(): Convention {
  return createConvention('rate-limit', examine, 'RFC 6585 §4')
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { body, status, header } = evidence
  if (status !== 403 && status !== 503) return undefined
  const name =
    spent.find((field) => header(field) === '0') ??
    (/\br=0(?:[;,]|$)/.test(header('ratelimit') ?? '') ? 'ratelimit' : undefined)
  const sentences = body.format === 'text' ? [body.text.slice(0, 500)] : sentencesIn(errorObjectsIn(body.value))
  const said = sentences.find((text) => words.test(text))
  if (name === undefined && said === undefined) return undefined
  const sure = name !== undefined && (header('retry-after') !== undefined || said !== undefined)
  return {
    reason: 'rate-limited',
    certainty: sure ? 'certain' : 'likely',
    rule: 'rate-limit/spent',
    saw: name === undefined ? 'words of a rate limiter' : 'an allowance of 0',
    where: name ?? 'body',
    message: said,
  }
}
