import { type Body, type Certainty, type Convention, type Evidence, finding, type Finding, type Reason, redact, retryAfter, type Role } from '../verdict/index.js'
import { type Code, codesIn } from './code.js'
import { placesIn } from './place.js'
import { readAs } from './refusal.js'
import { messageOf, wordsIn } from './words.js'

/** What a code, a sentence, a page or a header of a family means. */
export interface Row {
  readonly reason: Reason
  /** Default: any status from 400. */
  readonly statuses?: readonly number[]
  /** Default: any. */
  readonly roles?: readonly Role[]
  /** Default: what the kind of the row is worth: a code or a header is `certain`, fixed words are `likely`. */
  readonly certainty?: Certainty
}

type Table = Readonly<Record<string, Reason | Row>>

/** How a server family speaks, as data. */
export interface FamilyOptions {
  readonly name: string
  /** Where that is written: `Django REST framework, exceptions.py`. */
  readonly spec?: string
  /** What only this family sends; without it every answer may be one of its own. */
  readonly when?: (evidence: Evidence) => boolean
  /** Typed codes in the usual places of a JSON or form body, in lower case; compared whole. */
  readonly codes?: Table
  /** The framework's own fixed sentences (or their fixed part); compared with case, in the usual places and in text bodies. */
  readonly sentences?: Table
  /** Fixed parts of HTML and XML bodies. */
  readonly pages?: Table
  /** Header names in lower case, each with the values that say something; '' stands for any value. */
  readonly headers?: Readonly<Record<string, Table>>
}

/** Builds a convention of tables: header before code before sentence before page. */
export function family(options: FamilyOptions): Convention {
  const { name, when, codes = {}, sentences = {}, pages = {}, headers = {} } = options
  return {
    name,
    examine: (evidence) => {
      if (when?.(evidence) === false) return undefined
      const { body } = evidence
      const { codes: known, words } = read(body)
      const said = (hit: Hit | undefined): Finding | undefined => hit && conclude(options, evidence, hit, body.format === 'json' ? words[0] : undefined)
      return said(byHeader(headers, evidence)) ?? said(byCode(codes, known, evidence)) ?? said(byText(sentences, words, evidence)) ?? said(byText(pages, isMarkup(body.format) ? [body.text] : [], evidence))
    },
  }
}

interface Reading {
  readonly codes: readonly Code[]
  readonly words: readonly string[]
}

const readings: WeakMap<Body, Reading> = /* @__PURE__ */ new WeakMap()

/** What a body says is read once for all families. */
function read(body: Body): Reading {
  const known = readings.get(body)
  if (known) return known
  const { format, text, value } = body
  const places = placesIn(value)
  const whole = typeof value === 'string' ? [value] : format === 'json' || format === 'form' ? wordsIn(places) : [text.replace(/&#(?:0?39|x27);|&apos;/gi, "'")]
  const reading = { codes: codesIn(places), words: whole }
  readings.set(body, reading)
  return reading
}

interface Hit {
  readonly row: Row
  readonly certainty: Certainty
  readonly saw: string
  readonly where: string
}

function rowOf(entry: Reason | Row): Row {
  return typeof entry === 'string' ? { reason: entry } : entry
}

function fits({ statuses, roles }: Row, { status, role }: Evidence): boolean {
  return (statuses === undefined ? status >= 400 : statuses.includes(status)) && roles?.includes(role) !== false
}

function byHeader(headers: NonNullable<FamilyOptions['headers']>, evidence: Evidence): Hit | undefined {
  for (const [name, table] of Object.entries(headers)) {
    const value = evidence.header(name)
    if (value === undefined) continue
    for (const [word, entry] of Object.entries(table)) {
      const row = rowOf(entry)
      if (value.includes(word) && fits(row, evidence)) return { row, certainty: 'certain', saw: word === '' ? 'the header' : `"${word}"`, where: name }
    }
  }
  return undefined
}

function byCode(codes: Table, known: readonly Code[], evidence: Evidence): Hit | undefined {
  for (const { code, where } of known) {
    const key = code.toLowerCase()
    if (!Object.hasOwn(codes, key)) continue
    const row = rowOf(codes[key] as Reason | Row)
    if (fits(row, evidence)) return { row, certainty: 'certain', saw: `${where} "${redact(code)}"`, where: 'body' }
  }
  return undefined
}

function byText(sentences: Table, texts: readonly string[], evidence: Evidence): Hit | undefined {
  for (const text of texts) {
    for (const [words, entry] of Object.entries(sentences)) {
      const row = rowOf(entry)
      if (text.includes(words) && fits(row, evidence)) return { row, certainty: 'likely', saw: `"${redact(words)}"`, where: 'body' }
    }
  }
  return undefined
}

function isMarkup(format: Evidence['body']['format']): boolean {
  return format === 'html' || format === 'xml'
}

function conclude({ name, spec }: FamilyOptions, evidence: Evidence, { row, certainty, saw, where }: Hit, words: string | undefined): Finding | undefined {
  const reason = readAs(row.reason, evidence)
  if (reason === undefined) return undefined
  return finding<Reason>(reason, {
    certainty: row.certainty ?? certainty,
    rule: `${name}/${reason}`,
    saw,
    where,
    ...(spec !== undefined && { spec }),
    ...(reason === 'account-locked' && retryAfter(evidence)),
    ...messageOf(words),
  })
}

