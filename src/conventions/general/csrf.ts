import { type Convention, type Evidence, redact } from '../../verdict/index.js'
import { codesIn } from '../body/codes.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { visibleText } from '../body/html-text.js'
import { type PartialFinding, createConvention } from '../build/create-convention.js'
import { sentencesIn } from '../body/sentences.js'

const statuses: ReadonlySet<number> = /* @__PURE__ */ new Set([400, 403, 419, 422])
/** The name of the attack stays in every translation; `EBADCSRFTOKEN` is csurf's. */
const named = /\b[cx]srf\b|\bcsrf[ _-]?token\b|cross[ -]site request forgery/i
const code = /^e_?bad_?csrf_?token$|^fst_csrf_/i

/**
 * A dead or missing CSRF token, by its name in a code or in the words of an error body, whoever says it (RFC 9110 §15.5.4).
 *
 * @example
 * classify(response, { conventions: [csrf()] }) // 403 ForbiddenError: invalid csrf token
 */
export function csrf(): Convention {
  return createConvention('csrf', examine)
}

function examine({ status, body, role }: Evidence): PartialFinding | undefined {
  if (!statuses.has(status) || role === 'integration') return undefined
  const places = errorObjectsIn(body.value)
  const typed = codesIn(places).find((found) => code.test(found.code))
  if (typed) {
    return {
      reason: 'csrf',
      certainty: 'certain',
      rule: 'csrf/code',
      saw: `${typed.where} "${redact(typed.code)}"`,
      message: sentencesIn(places)[0],
    }
  }
  // Forms and frameworks write the name into attributes, scripts and styles of pages that say something else.
  const words =
    body.format === 'html'
      ? [visibleText(body.text)]
      : body.format === 'text' || isBare(body.value)
        ? [body.text.slice(0, 2_000)]
        : sentencesIn(places)
  const text = words.find((sentence) => named.test(sentence)) ?? ''
  const name = named.exec(text)?.[0]
  return name === undefined
    ? undefined
    : {
        reason: 'csrf',
        rule: 'csrf/words',
        saw: `"${redact(name)}"`,
        message: body.format === 'json' ? text : undefined,
      }
}

/** A JSON string, or a list that begins with one (Discourse). */
function isBare(value: unknown): boolean {
  return typeof (Array.isArray(value) ? value[0] : value) === 'string'
}
