import { type Convention, type Evidence, type Reason, redact } from '../../verdict/index.js'
import { firstMatch } from '../reasons/code-table.js'
import { type ErrorObject, errorObjectsIn, firstText } from '../body/error-objects.js'
import { reasonForRole } from '../reasons/from-slug.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

// prettier-ignore
const meanings: readonly (readonly [Reason, code: RegExp])[] = [
  ['no-credentials', /^(?:mustbeloggedin\w*|notloggedin\w*|readapidenied|rest-read-denied)$/],
  ['session-expired', /^assert(?:named)?userfailed$/],
  ['permission', /^(?:assertbotfailed|permissiondenied|writeapidenied|protectedpage|cantcreate\w*|cantedit|rest-(?:permission-denied|write-denied)[\w-]*)$/],
  ['policy', /^(?:auto|global)?blocked(?:-\w+)?$/],
  ['csrf', /^(?:rest-)?badtoken$|^notoken$|^rest-badtoken[\w-]*$/],
  ['token-invalid', /^mwoauth-invalid-authorization[\w-]*$/],
  ['rate-limited', /^ratelimited$|^actionthrottledtext$/],
]
/** Each user who is signed in is in the group `Users`: a request that needs this group had no login. */
const usersGroup = /\[\[[^\]|]{1,80}\|Users\]\]/

/**
 * MediaWiki: the action API sends its codes under status 200, in the body and in `MediaWiki-API-Error`; the REST API
 * has codes of its own (MediaWiki API:Errors and warnings).
 *
 * @example
 * classify(response, { conventions: [mediawiki()] }) // 200, MediaWiki-API-Error: assertuserfailed
 */
export function mediawiki(): Convention {
  return createConvention('mediawiki', (evidence) => byError(evidence) ?? byLogin(evidence), 'MediaWiki API')
}

function byError(evidence: Evidence): PartialFinding | undefined {
  const places = errorObjectsIn(evidence.body.value)
  const header = evidence.header('mediawiki-api-error')
  const code = header ?? codeOf(places, evidence)
  if (code === undefined) return undefined
  const texts = [...sentencesIn(places), ...translations(places[0]?.get('messageTranslations'))]
  const open =
    code === 'permissiondenied' && evidence.sent.scheme === undefined && texts.some((text) => usersGroup.test(text))
  // The REST API asks each request without OAuth for a CSRF token, also a request without a login.
  const tokenless =
    code === 'missingparam' && evidence.sent.scheme === undefined && texts.some((text) => text.includes('"token'))
  const said = open || tokenless ? 'no-credentials' : firstMatch(meanings, code)
  const reason = said && reasonForRole(said, evidence)
  if (reason === undefined) return undefined
  const sure = open || reason === 'permission' ? 'likely' : 'certain'
  return {
    reason,
    certainty: tokenless ? 'guess' : sure,
    saw: `"${redact(code)}"`,
    where: header === undefined ? 'body' : 'MediaWiki-API-Error',
    message: texts[0],
  }
}

/** The REST API sends its sentences by language. */
function translations(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value)
    .filter((text) => typeof text === 'string')
    .slice(0, 4)
}

/**
 * Where CORS hides the header, a link to the API's help tells that the error is MediaWiki's; REST codes have members of
 * their own.
 */
function codeOf(places: readonly ErrorObject[], { status }: Evidence): string | undefined {
  const [outer] = places
  const error = places.find(({ path }) => path === 'error' || path === 'errors[0]')
  const api =
    error !== undefined && typeof (error.get('*') ?? error.get('docref') ?? outer?.get('docref')) === 'string'
      ? error.get('code')
      : undefined
  const code = api ?? (status >= 400 ? (outer?.get('actionModuleErrorCode') ?? outer?.get('errorKey')) : undefined)
  return typeof code === 'string' && outer?.path === '' ? code : undefined
}

/** `clientlogin` and the older `login` put the result of a login into a member with the name of the action. */
function byLogin({ body, status, role }: Evidence): PartialFinding | undefined {
  const outer = errorObjectsIn(body.value)[0]
  if (status !== 200 || role !== 'sign-in' || outer?.path !== '') return undefined
  const [client] = errorObjectsIn(outer.get('clientlogin'))
  const [login] = errorObjectsIn(outer.get('login'))
  const failed =
    client?.get('status') === 'FAIL' ||
    /^(?:Failed|WrongPass|WrongPluginPass|NotExists|EmptyPass)$/.test(firstText(login ? [login] : [], ['result']) ?? '')
  if (!failed) return undefined
  const locked = /throttled/.test(
    firstText(client ? [client] : [], ['messagecode']) ?? firstText(login ? [login] : [], ['reason']) ?? '',
  )
  return {
    reason: locked ? 'account-locked' : 'wrong-credentials',
    certainty: 'certain',
    rule: 'mediawiki/login',
    saw: 'a login that failed',
    spec: 'MediaWiki API:Login',
  }
}
