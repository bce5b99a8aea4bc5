import { redact } from './redact.js'
import type { Redactor } from './redactor.js'

// Words of letters with at most a few digits behind them, joined by what joins words in paths: `v2`, `oauth2`, `rest-api`.
const word = /^(?:\p{L}{0,18}\d{0,5}|\p{L}{1,12}\d{1,2}\p{L}{1,12}\d{0,2}|\d{1,2}\p{L}{1,3})$/u
const MAX_WORDS = 12
const SHORT = 4

/**
 * Makes a URL fit to show and to log: origin and path, without query, fragment and user-info, and with `…` for each segment
 * of the path that is no name.
 *
 * @example
 * redactUrl('https://app.example/reset/4eC39HqLyjWDarjt') // 'https://app.example/reset/…'
 */
export function redactUrl(url: string, cut: Redactor = redact): string {
  const [, scheme = '', host = '', path = ''] =
    /^([a-z][a-z\d+.-]*:)?(?:\/\/(?:[^/?#]*@)?([^/?#]*))?([^?#]*)/i.exec(url) ?? []
  const segments = path.split('/').map((segment) => cutSegment(segment, cut))
  return `${scheme}${scheme === '' && host === '' ? '' : '//'}${host}${segments.join('/')}`
}

function cutSegment(segment: string, cut: Redactor): string {
  const name = decode(segment)
  // A short segment is a word of the path's own, also where the client sent the same text elsewhere.
  return isName(name) && (name.length < SHORT || cut(name) === name) ? segment : '…'
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return '%'
  }
}

/** Camel case counts as words: `thirdPartyKeys` has three. */
function isName(segment: string): boolean {
  const words = segment.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1-').split(/[-_.~: ]/)
  return words.length <= MAX_WORDS && words.every((part) => word.test(part)) && (segment.match(/\d/g)?.length ?? 0) < 8
}
