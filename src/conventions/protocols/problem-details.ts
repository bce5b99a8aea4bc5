import { type Convention, type Evidence, redact } from '../../verdict/index.js'
import { slugOf } from '../body/codes.js'
import { errorObjectsIn, firstText } from '../body/error-objects.js'
import { reasonForRole, reasonFromSlug } from '../reasons/from-slug.js'
import { createConvention, type PartialFinding } from '../build/create-convention.js'
import { stepUpOf } from '../reasons/step-up.js'
import { thirdPartyMembers } from '../third-party/members.js'

/**
 * Problem details (RFC 9457), the type that why401 recommends for a refused third-party key among them: a type's last
 * path segment or fragment says what happened.
 *
 * @example
 * classify(response, { conventions: [problemDetails()] }) // 403 {"type":"https://api.example.com/problems/third-party-key-invalid"}
 */
export function problemDetails(): Convention {
  return createConvention('problem-details', examine)
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const places = errorObjectsIn(evidence.body.value).slice(0, 1)
  const get = (name: string): unknown => (places[0]?.path === '' ? places[0].get(name) : undefined)
  const type = get('type')
  // A member of the wrong type is as good as absent (RFC 9457 §3.1).
  if (typeof type !== 'string' || !isProblem(evidence, type, get('status'))) return undefined
  const slug = slugOf(type.slice(0, 300))
  const ground = {
    certainty: 'certain',
    saw: `type "${redact(type)}"`,
    spec: 'RFC 9457 §3.1.1',
    message: firstText(places, ['detail', 'title']),
  } as const
  if (slug.endsWith('third-party-key-invalid')) {
    const { reason = 'key-invalid', ...members } = thirdPartyMembers(places)
    return { reason, ...ground, rule: 'problem-details/third-party-key-invalid', ...members }
  }
  const said = reasonFromSlug(slug)
  const reason = said && reasonForRole(said, evidence)
  const scope = firstText(places, ['scope'])
  return {
    reason,
    ...ground,
    scope: scope === undefined ? scope : redact(scope),
    loginUrl: firstText(places, ['loginUrl']),
    ...(reason === 'step-up' && { stepUp: stepUpOf(get) }),
  }
}

/** The media type says so; or a type that is a URI beside the answer's own status. */
function isProblem(evidence: Evidence, type: string, status: unknown): boolean {
  return (
    evidence.body.mediaType === 'application/problem+json' ||
    (evidence.status >= 400 && /[:/]/.test(type) && status === evidence.status)
  )
}
