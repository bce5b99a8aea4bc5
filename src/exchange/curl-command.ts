import type { Field, SentRequest, Unreadable } from './exchange.js'
import { requestOf } from './sent.js'
import { readWords } from './shell-words.js'

/** A command that stands before what it printed. */
export interface CurlCommand {
  readonly request: SentRequest
  /** The text without the command; every line has the number that it had. */
  readonly output: string
}

/** A prompt (`$ `, `% `, `[ada@host app]$ `, `C:\Users\ada>`) may stand before it. */
const start = /^(?:\s|```[\w-]*[^\S\n]*\n)*(?:[\w@:~./[\]\\ -]{0,80}(?:[$%#] +|> *))?(?=curl(?:\.exe)?[ \t^\\])/

/** Reads the `curl` command that a text begins with; undefined where it begins with something else. */
export function readCurlCommand(text: string): CurlCommand | Unreadable | undefined {
  const before = start.exec(text)?.[0]
  if (before === undefined) return undefined
  const { words, end } = readWords(text, before.length)
  if (end === undefined) {
    const line = before.split('\n').length
    return { problem: 'a quote of this command is not closed', line, column: 1 }
  }
  const lines = text.slice(0, end).split('\n').length
  return { request: requestIn(words.slice(1)), output: '\n'.repeat(lines - 1) + text.slice(end) }
}

/** Letters of the short options that take a value. */
const withValue = 'AbcCdDeEFHKmoPQrtTuUwxXyYz'
/** The short options that matter here, by their long names. */
const longNames: { readonly [letter: string]: string } = {
  A: 'user-agent',
  b: 'cookie',
  d: 'data',
  e: 'referer',
  F: 'form',
  G: 'get',
  H: 'header',
  I: 'head',
  T: 'upload-file',
  u: 'user',
  X: 'request',
}
const valued =
  /^(?:aws-sigv4|cacert|cert|ciphers|config|connect-timeout|connect-to|cookie|cookie-jar|data|data-(?:ascii|binary|raw|urlencode)|dump-header|form|form-string|header|interface|json|key|limit-rate|max-time|max-redirs|noproxy|oauth2-bearer|output|pass|proxy|proxy-header|proxy-user|range|referer|request|request-target|resolve|retry|retry-delay|retry-max-time|tls-max|trace|trace-ascii|unix-socket|upload-file|url|url-query|user|user-agent|variable|write-out)$/

interface Option {
  readonly name: string
  readonly value: string
}

/** Options by their long names; a word that belongs to none is called `url`. */
function readOptions(words: readonly string[]): readonly Option[] {
  const options: Option[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word.startsWith('--')) {
      const name = word.slice(2)
      const hasValue = valued.test(name)
      options.push({ name, value: hasValue ? (words[++at] ?? '') : '' })
    } else if (word.startsWith('-') && word !== '-') {
      for (let letter = 1; letter < word.length; letter++) {
        const name = longNames[word.charAt(letter)] ?? ''
        if (!withValue.includes(word.charAt(letter))) {
          options.push({ name, value: '' })
          continue
        }
        options.push({ name, value: word.slice(letter + 1) || (words[++at] ?? '') })
        break
      }
    } else options.push({ name: 'url', value: word })
  }
  return options
}

function requestIn(words: readonly string[]): SentRequest {
  const options = readOptions(words)
  const valueOf = (name: string): string | undefined => options.findLast((option) => option.name === name)?.value
  const urls = options.filter(({ name }) => name === 'url').map(({ value }) => value)
  // The value of an option that is not known here may look like an address without a scheme.
  const url = urls.find((value) => /^https?:\/\//i.test(value)) ?? urls[0]
  const fields = [...options.flatMap(fieldsOf), ...authorizationIn(options), ['accept', '*/*'] as const]
  return requestOf(
    fields,
    url === undefined || url.includes('://') ? url : `http://${url}`,
    valueOf('request') ?? methodIn(options),
  )
}

function methodIn(options: readonly Option[]): string {
  const has = (name: RegExp): boolean => options.some((option) => name.test(option.name))
  if (has(/^head$/)) return 'HEAD'
  if (has(/^get$/)) return 'GET'
  if (has(/^upload-file$/)) return 'PUT'
  return has(/^(?:data(?:-(?:ascii|binary|raw|urlencode))?|form|form-string|json)$/) ? 'POST' : 'GET'
}

function fieldsOf({ name, value }: Option): readonly Field[] {
  if (name === 'header') {
    const [, field = '', content = ''] = /^([^:;]+):\s*([^]*)$/.exec(value) ?? []
    return content === '' ? [] : [[field.trim().toLowerCase(), content]]
  }
  if (name === 'cookie') return [['cookie', '']]
  if (name === 'referer') return [['referer', value]]
  if (name === 'json') return [['accept', 'application/json']]
  return []
}

/** Of a password or a token no more is taken than that there is one. */
function authorizationIn(options: readonly Option[]): readonly Field[] {
  const has = (name: string): boolean => options.some((option) => option.name === name)
  if (has('oauth2-bearer')) return [['authorization', 'Bearer -']]
  if (has('aws-sigv4')) return [['authorization', 'AWS4-HMAC-SHA256 -']]
  if (!has('user')) return []
  const scheme = ['digest', 'ntlm', 'negotiate'].find(has) ?? (has('anyauth') ? undefined : 'basic')
  return scheme === undefined ? [] : [['authorization', `${scheme} -`]]
}
