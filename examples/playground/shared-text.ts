import { maskChallenge } from 'why401/exchange'

/** Headers whose whole value is a credential, or belongs to one client. */
const secretHeader =
  /^((?:[<>*]\s*)?(?:proxy-)?authorization|(?:[<>*]\s*)?(?:set-)?cookie2?|(?:[<>*]\s*)?[\w-]*(?:token|secret|api-?key|session|csrf|xsrf|signature|password|dpop)[\w-]*)(\s*:\s*).*$/i
/** The value of a JSON member, or of a form field, whose name says that it is a secret. */
const secretMember =
  /("[^"]*(?:token|secret|password|passwd|api_?key|session|csrf|code_verifier|assertion)[^"]*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi
/** A query may hold anything. */
const query = /\?[^\s"'<>]+/g
/** Arguments of curl that hold a credential or a body. */
const curlArgument =
  /(\s(?:-u|--user|-b|--cookie|-d|--data(?:-\w+)?|--json|-F|--form|--oauth2-bearer)\s*)(?:'[^']*'|"[^"]*"|\S+)/g
const curlHeader =
  /((?:-H|--header)\s*['"]?(?:authorization|cookie|proxy-authorization|[\w-]*(?:token|key|secret)[\w-]*)\s*:\s*)[^'"\n]*/gi

/**
 * The text with what looks like a secret taken out: headers, members, queries and arguments by name, all else by shape.
 */
export function sharedText(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const kept = line
        .replace(secretHeader, '$1$2…')
        .replace(curlArgument, '$1…')
        .replace(curlHeader, '$1…')
        .replace(secretMember, '$1"…"')
        .replace(query, '')
      return maskChallenge(kept)
    })
    .join('\n')
}
