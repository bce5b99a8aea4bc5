import type { Body } from '../../verdict/index.js'
import { errorObjectsIn, type ErrorObject } from './error-objects.js'

/** Members in which backends speak to a person, the most telling first; in any spelling. */
const members = [
  'message',
  'detail',
  'errormessage',
  'msg',
  'info',
  'description',
  'error',
  'errors',
  'title',
  'details',
  'nonfielderrors',
  'warnings',
  'diagnostics',
  'value',
  'hint',
  'body',
  'result',
]
/** How members end in which they do so as well: `resultReason`, `LongMessage`, `statusDescription`. */
const speaking = /(?:message|msg|reason|text|desc(?:ription)?|detail|string)$/i
/** Objects whose members are the fields of a form, or a list of errors, each with its words. */
const fields = /(?:^|[._])(?:errors?|fields|details|violations)$/i
const LONGEST = 2_000
/** Two words, or two letters of a script that has no spaces. */
const speech = /\S\s+\S|[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}/

const known: WeakMap<readonly ErrorObject[], readonly string[]> = /* @__PURE__ */ new WeakMap()

/** The sentences told in the usual places of a body, outer ones first; as sent, so not fit to show. Looked for once. */
export function sentencesIn(places: readonly ErrorObject[]): readonly string[] {
  const sentences = known.get(places) ?? places.flatMap((place) => sentencesAt(place))
  known.set(places, sentences)
  return sentences
}

function sentencesAt({ path, get, find, names = [] }: ErrorObject): readonly string[] {
  const usual = members.flatMap((name) => sentence(find ? find(name)?.[1] : get(name)))
  const others = names.filter((name) => speaking.test(name)).flatMap((name) => sentence(get(name)))
  const told = [...new Set([...usual, ...others])]
  return told.length > 0 || !fields.test(path) ? told : names.flatMap((name) => sentence(get(name)))
}

function sentence(value: unknown): readonly string[] {
  const text: unknown = Array.isArray(value) ? value[0] : value
  return typeof text === 'string' && speech.test(text.slice(0, LONGEST)) ? [text.slice(0, LONGEST)] : []
}

const texts: WeakMap<Body, readonly string[]> = /* @__PURE__ */ new WeakMap()

/** The sentences of a body of any format: those of JSON, forms and XML, a JSON string or list of strings, the lines of a text, the headlines of a page. */
export function sentencesOf(body: Body): readonly string[] {
  const found = texts.get(body) ?? readSentences(body)
  texts.set(body, found)
  return found
}

/** What a page says at its head; nothing in it spans another tag, so that it takes linear time. */
const headline = /<(?:title|h1|h2)(?:\s[^<>]{0,200})?>([^<>]{2,200})<\//gi

function readSentences({ format, text, value }: Body): readonly string[] {
  if (format === 'html') {
    return [...text.slice(0, 20_000).matchAll(headline)].map(([, words = '']) => words.trim()).slice(0, 4)
  }
  if (format === 'text') {
    return text
      .slice(0, LONGEST)
      .split(/\s*\n\s*/)
      .map((line) => line.trim())
      .filter(Boolean)
      .slice(0, 4)
  }
  const list: readonly unknown[] = [value].flat().slice(0, 4)
  const lines = list.flatMap((item) => (typeof item === 'string' ? item.slice(0, LONGEST) : []))
  if (typeof list[0] === 'string') return lines
  return sentencesIn(errorObjectsIn(value))
}
