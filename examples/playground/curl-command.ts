import type { Field, SentRequest } from './exchange.ts'
import { requestOf, sentIn, valueOf } from './sent.ts'

/** A `curl` command at the beginning of a text, as a shell history or a browser's “Copy as cURL” has it. */
export interface CurlCommand {
  readonly request: SentRequest
  /** The text after the command, with an empty line for each line of the command: line numbers stay right. */
  readonly rest: string
}

/**
 * Reads the command, or returns undefined when the text begins with something else. Never throws; keeps no credential.
 */
export function readCurlCommand(text: string): CurlCommand | undefined {
  const start = /^[\s\uFEFF]*(?:[$#%>]\s+|[A-Za-z]:[^\n>]*>\s*)?curl(?:\.exe)?(?=[\s^\\])/.exec(text)?.[0]
  if (start === undefined) return undefined
  const { words, end } = shellWords(text, start.length)
  const command = text.slice(0, end)
  return { request: requestFrom(words), rest: '\n'.repeat(command.split('\n').length - 1) + text.slice(end) }
}

/**
 * A piece of a word: quoted by a POSIX shell or by cmd.exe, escaped, or plain. A line that ends with `\` or `^` goes
 * on.
 */
const piece =
  /\$'((?:[^'\\]|\\[^])*)'|'([^']*)'|\^?"((?:[^"\\^]|\\[^]|\^(?!")[^])*)\^?"|[\\^]\r?\n|[\\^]([^])|([^\s'"\\^]+)/y

function shellWords(text: string, from: number): { readonly words: readonly string[]; readonly end: number } {
  const words: string[] = []
  let word: string | undefined
  let at = from
  while (at < text.length && text.charAt(at) !== '\n') {
    piece.lastIndex = at
    const found = piece.exec(text)
    if (found === null) {
      // A space ends the word; a quote without its end is taken as it is.
      if (/\s/.test(text.charAt(at))) {
        if (word !== undefined) words.push(word)
        word = undefined
      } else word = (word ?? '') + text.charAt(at)
      at += 1
      continue
    }
    const [all, ansi, single, double, escaped, plain] = found
    const quoted = ansi?.replace(/\\([^])/g, '$1') ?? single ?? double?.replace(/[\\^](["\\$`^%&])/g, '$1')
    const value = quoted ?? escaped ?? plain
    if (value !== undefined) word = (word ?? '') + value
    at += all.length
  }
  return { words: word === undefined ? words : [...words, word], end: at }
}

/** Options of curl that take a value; the value of any other option that is not listed here is not skipped. */
const withValue =
  /^(?:-[AbcCdDeEFhHKmoPQrtTuUwxXyYzZ]|--(?:aws-sigv4|cacert|cert|ciphers|connect-timeout|connect-to|cookie|cookie-jar|data|data-ascii|data-binary|data-raw|data-urlencode|dump-header|form|form-string|header|interface|json|key|max-redirs|max-time|oauth2-bearer|output|pass|proxy|proxy-header|proxy-user|range|referer|request|resolve|retry|retry-delay|tls-max|unix-socket|upload-file|url|url-query|user|user-agent|write-out))$/

interface Options {
  readonly values: readonly (readonly [option: string, value: string])[]
  readonly flags: ReadonlySet<string>
  readonly urls: readonly string[]
}

function optionsIn(words: readonly string[]): Options {
  const values: (readonly [string, string])[] = []
  const flags = new Set<string>()
  const urls: string[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const options = /^-[^-]/.test(word) ? shortOptions(word) : [word]
    for (const option of options) {
      const [name = '', attached] = Array.isArray(option) ? option : [option]
      if (!name.startsWith('-')) urls.push(name)
      else if (attached !== undefined) values.push([name, attached])
      else if (withValue.test(name)) values.push([name, words[(at += 1)] ?? ''])
      else flags.add(name)
    }
  }
  return { values, flags, urls }
}

/** `-sSXPOST` is `-s`, `-S`, and `-X` with `POST`. */
function shortOptions(word: string): readonly (string | readonly [name: string, value: string])[] {
  const options: (string | readonly [string, string])[] = []
  for (let at = 1; at < word.length; at += 1) {
    const name = `-${word.charAt(at)}`
    const attached = word.slice(at + 1)
    if (withValue.test(name)) return [...options, attached === '' ? name : [name, attached]]
    options.push(name)
  }
  return options
}

const bodyOptions = /^(?:-d|-F|--data(?:-ascii|-binary|-raw|-urlencode)?|--form(?:-string)?|--json)$/

function requestFrom(words: readonly string[]): SentRequest {
  const options = optionsIn(words)
  const { values, flags, urls } = options
  const fields = values.flatMap(([name, value]) => fieldsFor(name, value, flags))
  const url = valueOf(values, '--url') ?? urls[0]
  const method = valueOf(values, '-X') ?? valueOf(values, '--request') ?? defaultMethod(options)
  return { ...requestOf(fields, url === undefined ? undefined : withScheme(url), method), sent: sentIn(fields) }
}

function defaultMethod({ values, flags }: Options): string {
  if (flags.has('-I') || flags.has('--head')) return 'HEAD'
  if (values.some(([name]) => name === '-T' || name === '--upload-file')) return 'PUT'
  const isGet = flags.has('-G') || flags.has('--get')
  return !isGet && values.some(([name]) => bodyOptions.test(name)) ? 'POST' : 'GET'
}

/** The header field that an option makes curl send; of a credential only its kind. */
function fieldsFor(option: string, value: string, flags: ReadonlySet<string>): readonly Field[] {
  if (option === '-H' || option === '--header') {
    const [, name, text = ''] = /^([^:;]+)[:;]\s*([^]*)$/.exec(value) ?? []
    return name === undefined ? [] : [[name.trim().toLowerCase(), text.trim()]]
  }
  if (option === '-u' || option === '--user') return [['authorization', `${userScheme(flags)} -`]]
  if (option === '--oauth2-bearer') return [['authorization', 'bearer -']]
  if (option === '--aws-sigv4') return [['authorization', 'aws4-hmac-sha256 -']]
  if (option === '-b' || option === '--cookie') return [['cookie', '-']]
  return option === '-e' || option === '--referer' ? [['referer', value]] : []
}

function userScheme(flags: ReadonlySet<string>): string {
  return ['digest', 'ntlm', 'negotiate'].find((scheme) => flags.has(`--${scheme}`)) ?? 'basic'
}

/** curl takes a URL without a scheme for http. */
function withScheme(url: string): string {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(url) ? url : `http://${url}`
}
