import {
  amendVerdict,
  classifyEvidence,
  type Convention,
  type Evidence,
  roles,
  type Verdict,
} from '../verdict/index.js'
import { isResponse } from './is-response.js'
import { type ExchangeContext, readEvidence } from './read-evidence.js'
import { vetUrl } from './vet-url.js'

/** Everything `classifyResponse` works with. */
export interface ClassifyOptions extends ExchangeContext {
  /** Those that are asked, in this order. */
  readonly conventions: readonly Convention[]
  /** Origins a login URL may be on; default: the request's own. */
  readonly origins?: readonly string[]
}

/**
 * Tells why a response was refused, with exactly the conventions given; leaves the response unread and never throws for
 * what a server sent.
 *
 * @throws TypeError when `response` is not a `Response` or an option is malformed
 * @example
 * const verdict = await classifyResponse(response, { conventions: [oauth2(), problemDetails()] })
 */
export async function classifyResponse(response: Response, options: ClassifyOptions): Promise<Verdict> {
  if (!isResponse(response)) throw new TypeError('classify: `response` must be a Response')
  if (options.role !== undefined && !roles.includes(options.role)) {
    throw new TypeError(`classify: \`role\` must be one of ${roles.join(', ')}`)
  }
  return judgeEvidence(await readEvidence(response, options), options)
}

/**
 * Tells why a response was refused, from evidence that was read already.
 *
 * @example
 * const verdict = judgeEvidence(await readEvidence(response, {}), { conventions: standard() })
 */
export function judgeEvidence(
  evidence: Evidence,
  { conventions, origins }: Pick<ClassifyOptions, 'conventions' | 'origins'>,
): Verdict {
  return vet(classifyEvidence(evidence, conventions), origins)
}

/** Offers only URLs that are fit to be offered; a login URL must be on the request's own or a listed origin. */
function vet(verdict: Verdict, origins: readonly string[] = []): Verdict {
  const { url } = verdict
  if (verdict.kind === 'reauthenticate' && verdict.loginUrl !== undefined) {
    const { loginUrl, ...rest } = verdict
    const vetted = vetUrl(loginUrl, url, [...origins, originOf(url)])
    return amendVerdict(verdict, { ...rest, ...(vetted !== undefined && { loginUrl: vetted }) })
  }
  if (verdict.kind === 'third-party-key-invalid' && verdict.manageUrl !== undefined) {
    const { manageUrl, ...rest } = verdict
    const vetted = vetUrl(manageUrl, url)
    return amendVerdict(verdict, { ...rest, ...(vetted !== undefined && { manageUrl: vetted }) })
  }
  return verdict
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : ''
}
