import { type Convention, type Evidence, type Reason, redact } from '../../verdict/index.js'
import { codeTable } from '../reasons/code-table.js'
import { type ErrorObject, errorObjectsIn } from '../body/error-objects.js'
import { reasonForRole } from '../reasons/from-slug.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

/** The numbers of google.rpc.Code and their names in Connect. */
const codes = /* @__PURE__ */ codeTable({ 'no-credentials': '16 unauthenticated', permission: '7 permission_denied' })
/** etcd's own sentences, which it sends as an invalid argument. */
const etcd: readonly (readonly [string, Reason])[] = [
  ['etcdserver: user name is empty', 'no-credentials'],
  ['etcdserver: authentication failed', 'wrong-credentials'],
  ['etcdserver: invalid auth token', 'token-invalid'],
  ['etcdserver: permission denied', 'permission'],
]

/**
 * gRPC over HTTP: grpc-gateway's numbers, Connect's names, the `grpc-status` of gRPC-Web under status 200, and etcd
 * (google.rpc.Code; the Connect protocol's "Error codes").
 *
 * @example
 * classify(response, { conventions: [grpc()] }) // 401 {"code":16,"message":"…","details":[]}
 */
export function grpc(): Convention {
  return createConvention('grpc', examine, 'google.rpc.Code')
}

function examine(evidence: Evidence): PartialFinding | undefined {
  const { status, role, sent, header } = evidence
  const [outer] = errorObjectsIn(evidence.body.value)
  const trailer = header('grpc-status') ?? trailerIn(evidence.body)
  const words = outer === undefined ? [] : sentencesIn([outer])
  const own = etcd.find(([sentence]) => words.some((text) => text.startsWith(sentence)))
  const code = trailer ?? (status >= 400 && outer?.path === '' ? codeOf(outer, status) : undefined)
  const said = own?.[1] ?? codes.get(code)
  if (said === undefined || (trailer === undefined && status < 400)) return undefined
  const reason = said === 'no-credentials' ? unauthenticated(evidence) : reasonForRole(said, evidence)
  // Strangers are told "permission denied" as well.
  const sure =
    own === undefined &&
    role !== 'integration' &&
    sent.scheme !== 'basic' &&
    (reason !== 'permission' || sent.scheme !== undefined)
  const saw = own ? `"${own[0]}"` : `code ${redact(code ?? '')}`
  return {
    reason,
    certainty: sure ? 'certain' : 'likely',
    saw,
    where: trailer === undefined ? 'body' : 'grpc-status',
    message: words[0],
  }
}

/** gRPC-Web puts the trailers at the end of the body (gRPC-Web protocol, "Message framing"). */
function trailerIn({ mediaType, text }: Evidence['body']): string | undefined {
  return mediaType.startsWith('application/grpc') ? /(?:^|[^\w-])grpc-status: ?(\d{1,2})\b/i.exec(text)?.[1] : undefined
}

/** A number counts beside its own HTTP status only: 7 and 16 are anybody's. */
function codeOf({ get }: ErrorObject, status: number): string | undefined {
  const code = get('code')
  if (typeof code === 'string') return code
  const fits = (code === 16 && status === 401) || (code === 7 && status === 403)
  return fits && typeof get('message') === 'string' ? String(code) : undefined
}

function unauthenticated({ role, sent }: Evidence): Reason {
  if (role === 'sign-in') return 'wrong-credentials'
  if (role === 'renewal') return 'renewal-rejected'
  if (sent.scheme === undefined) return 'no-credentials'
  return sent.scheme === 'basic' ? 'wrong-credentials' : 'token-invalid'
}
