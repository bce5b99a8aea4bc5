import type { Body } from '../verdict/index.js'
import { leavesOf } from './leaves.js'
import { parseJson } from './parse-json.js'

/** What was made of a body: its format, its text, and its parsed value. */
export type Reading = readonly [format: Body['format'], text?: string, value?: unknown]

/** Some servers put this before JSON, so that a foreign page cannot load it as a script. */
const scriptGuard = /^\s*(?:\)\]\}',?|while\s?\(1\);|for\s?\(;;\);)\s*/

/** Types of JSON that comes line by line, or as events. */
const jsonLines = /^(?:text\/event-stream|application\/(?:x-)?(?:ndjson|jsonl?|json-?lines|stream\+json))$/

/** An error of a form, or lines of names and values. */
const pairs = /^error=[^\s<>]+$|^(?:\w{1,40}=[^\n<>&]{0,300}\n){1,40}(?:\w{1,40}=[^\n<>&]{0,300})?$/

/**
 * Finds the format of a text by its media type, or by its first character where the type says nothing or is wrong, and parses
 * it. `isWhole`: nothing was cut off.
 */
export function interpretText(decoded: string, mediaType: string, isWhole: boolean): Reading {
  const text = decoded.replace(scriptGuard, '')
  const first = /[^\s\uFEFF]/.exec(text)?.[0]
  if (first === undefined) return [isWhole ? 'none' : 'unread']
  if (mediaType.endsWith('json') || jsonLines.test(mediaType) || first === '{' || first === '[') {
    const parsed = parseJson(text, isWhole)
    if (parsed) return ['json', text, parsed.value]
    // Cut off before its first member was complete.
    if (!isWhole) return ['unread']
  }
  if (mediaType.endsWith('urlencoded') || pairs.test(text)) {
    return ['form', text, new Map(new URLSearchParams(text.trim().replace(/\s*\n/g, '&')))]
  }
  if (mediaType.endsWith('octet-stream')) return ['unread']
  const isXml = /^\s*<\?xml/i.test(text)
  if (
    /^\s*<(?:!doctype html|html)|^\s*<\?xml[^]{0,300}<(?:!doctype )?html/i.test(text) ||
    (mediaType.includes('html') && !isXml)
  ) {
    return ['html', text]
  }
  return isXml || mediaType.endsWith('xml') ? ['xml', text, leavesOf(text)] : ['text', text]
}
