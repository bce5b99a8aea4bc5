import type { Convention, Evidence } from '../../verdict/index.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { passwordField } from '../body/html-text.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

/** A form that was not filled in: nobody's password was looked at. */
const blank =
  /^"?(?:\w{1,30} )?(?:password|username|user name|e-?mail|login|identifier)(?:\/\w{1,20})?"? (?:is|are) (?:a )?(?:required|missing|not allowed to be empty)\b/i

/**
 * What sign-in endpoints answer instead of 401: the login form once more under status 200, `success: false`, or that a field
 * was left empty (RFC 9110 §15.5.2 does not bind forms).
 *
 * @example
 * classify(response, { role: 'sign-in', conventions: [signInAnswer()] }) // 200 <form>… <input type="password">
 */
export function signInAnswer(): Convention {
  return createConvention('sign-in-answer', (evidence) => {
    if (evidence.role !== 'sign-in') return undefined
    return evidence.status < 400 ? (byForm(evidence) ?? byFlag(evidence)) : byBlank(evidence)
  })
}

/** One password field is a login form; two are a form to change or choose one. */
function byForm({ body, status, method }: Evidence): PartialFinding | undefined {
  if (
    body.format !== 'html' ||
    status !== 200 ||
    method === 'GET' ||
    method === 'HEAD' ||
    body.text.match(passwordField)?.length !== 1
  ) {
    return undefined
  }
  return { reason: 'wrong-credentials', rule: 'sign-in-answer/form', saw: 'the login form again' }
}

function byFlag({ body }: Evidence): PartialFinding | undefined {
  const text = body.text.slice(0, 20).trim()
  const [outer] = errorObjectsIn(body.value)
  // The password was right, and something more is asked for.
  if (/mfa|totp|\botp|2fa|two[-_ ]?factor|captcha/i.test(body.text.slice(0, 2_000))) return undefined
  const flag =
    outer?.path === ''
      ? ['success', 'ok', 'authenticated', 'loggedIn', 'logged_in', 'isAuthenticated'].find(
          (name) => outer.get(name) === false || outer.get(name) === 0,
        )
      : undefined
  // qBittorrent has a word for it.
  if (flag === undefined && text !== 'Fails.') return undefined
  return {
    reason: 'wrong-credentials',
    rule: 'sign-in-answer/flag',
    saw: flag === undefined ? '"Fails."' : `a false "${flag}"`,
    message: outer && sentencesIn([outer])[0],
  }
}

function byBlank({ body, status }: Evidence): PartialFinding | undefined {
  if (status !== 400 && status !== 422) return undefined
  const places = errorObjectsIn(body.value)
  const words = sentencesIn(places)
  if (!words.some((text) => blank.test(text))) return undefined
  return {
    reason: 'invalid-request',
    certainty: 'guess',
    rule: 'sign-in-answer/unfilled',
    saw: 'words about an empty field',
    spec: 'RFC 9110 §15.5.1',
    message: words[0],
  }
}
