import { redact } from '../../verdict/index.js'

/** A URL fit to show: origin and path, without the path's segments that look secret (a reset link, a token). */
export function shownUrl(url: string): string {
  const [, origin = '', path = ''] = /^([\w+.-]*:\/\/[^/?#]*)?([^?#]*)/.exec(url.slice(0, 2000)) ?? []
  return origin.replace(/\/\/.*@/, '//') + path.split('/').map(shownSegment).join('/')
}

function shownSegment(segment: string): string {
  const text = decode(segment)
  return redact(text) === text ? segment : '…'
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** Longer than `redact` takes at once, so that it cuts nothing but secrets. */
const longPiece = /(?=\S)[^\n]{1,180}(?!\S)|\S+/g

/** A text of several lines fit to show: each line keeps its indentation and its length. */
export function shownLines(text: string): string {
  return text.replace(longPiece, redact)
}
