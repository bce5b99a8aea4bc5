import { type Body, type Certainty, type Evidence, redact } from '../../verdict/index.js'
import { codesIn } from '../body/codes.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { decodeApostrophes } from '../body/html-text.js'
import { sentencesIn } from '../body/sentences.js'
import { createPhraseSearch } from './phrase-search.js'
import { readTableKey, type TableKey } from './table-key.js'

/** What a server sends, by what it means: a key (see `readTableKey`), then words apart by spaces, or a list. */
export type Table = Readonly<Record<string, string | readonly string[]>>

/** The tables of one server family. */
export interface FamilyTables {
  readonly name: string
  readonly headers?: Readonly<Record<string, Table>> | undefined
  readonly codes?: Table | undefined
  readonly sentences?: Table | undefined
  readonly pages?: Table | undefined
}

/** One word, sentence or header value of a table. */
interface Row extends TableKey {
  readonly family: string
  /** Where the row stands in its table; of two rows that match, the earlier counts. */
  readonly place: number
  readonly words: string
}

/** A row that an answer matches. */
export interface Match {
  readonly row: Row
  /** Which of the answer's codes or texts it is. */
  readonly position: number
  readonly certainty: Certainty
  readonly saw: string
  /** The name of the header; undefined for what stands in the body. */
  readonly where: string | undefined
}

/** The matches of one family: the first of its headers, codes, sentences and pages, in this order. */
type FamilyMatches = (Match | undefined)[]
type RowsByWords = Map<string, Row[]>

/** The rows of all families, by what an answer may hold. */
interface FamilyIndex {
  readonly headers: RowsByWords
  readonly codes: RowsByWords
  readonly sentences: RowsByWords
  readonly pages: RowsByWords
  readonly findPhrases: (text: string) => ReadonlySet<string>
  readonly matches: WeakMap<Evidence, ReadonlyMap<string, FamilyMatches>>
}

const families = new Map<string, FamilyTables>()
let current: FamilyIndex | undefined

/** Adds a family to the index, unless it is there. The next answer is looked up in an index that has it. */
export function addFamily(family: FamilyTables): void {
  if (families.has(family.name)) return
  families.set(family.name, family)
  current = undefined
}

/** What a family's tables find in an answer. All families are looked up together, when the first of them is asked. */
export function matchFamily(family: string, evidence: Evidence): FamilyMatches {
  current ??= buildIndex()
  let matches = current.matches.get(evidence)
  if (matches === undefined) {
    matches = findMatches(current, evidence)
    current.matches.set(evidence, matches)
  }
  return matches.get(family) ?? []
}

function buildIndex(): FamilyIndex {
  const headers: RowsByWords = new Map()
  const codes: RowsByWords = new Map()
  const sentences: RowsByWords = new Map()
  const pages: RowsByWords = new Map()
  for (const [family, tables] of families) {
    let place = 0
    const add = (rows: RowsByWords, table: Table | undefined, name?: string): void => {
      for (const [key, words] of Object.entries(table ?? {})) {
        for (const word of typeof words === 'string' ? words.split(' ') : words) {
          const row = { ...readTableKey(key), family, place: place++, words: word }
          rows.set(name ?? word, [...(rows.get(name ?? word) ?? []), row])
        }
      }
    }
    for (const [name, table] of Object.entries(tables.headers ?? {})) add(headers, table, name)
    add(codes, tables.codes)
    add(sentences, tables.sentences)
    add(pages, tables.pages)
  }
  const findPhrases = createPhraseSearch([...new Set([...sentences.keys(), ...pages.keys()])])
  return { headers, codes, sentences, pages, findPhrases, matches: new WeakMap() }
}

function findMatches(index: FamilyIndex, evidence: Evidence): ReadonlyMap<string, FamilyMatches> {
  const matches = new Map<string, FamilyMatches>()
  const offer = (table: number, row: Row, position: number, usual: Certainty, saw: string, where?: string): void => {
    if (!applies(row, evidence)) return
    const found = matches.get(row.family) ?? []
    const earlier = found[table]
    if (earlier && (earlier.position < position || (earlier.position === position && earlier.row.place < row.place))) {
      return
    }
    found[table] = { row, position, certainty: row.certainty ?? usual, saw, where }
    matches.set(row.family, found)
  }
  for (const [name, rows] of index.headers) {
    const value = evidence.header(name)
    if (value === undefined) continue
    for (const row of rows) {
      if (value.includes(row.words)) offer(0, row, 0, 'certain', row.words ? `"${row.words}"` : 'the header', name)
    }
  }
  const { body } = evidence
  const objects = errorObjectsIn(body.value)
  for (const [position, { code, where }] of codesIn(objects).entries()) {
    for (const row of index.codes.get(code.toLowerCase()) ?? []) {
      offer(1, row, position, 'certain', `${where} "${redact(code)}"`)
    }
  }
  const isPage = body.format === 'html' || body.format === 'xml'
  for (const [position, text] of textsOf(body).entries()) {
    for (const phrase of index.findPhrases(text)) {
      const saw = `"${phrase}"`
      for (const row of index.sentences.get(phrase) ?? []) offer(2, row, position, 'likely', saw)
      for (const row of (isPage && index.pages.get(phrase)) || []) offer(3, row, position, 'likely', saw)
    }
  }
  return matches
}

function applies({ statuses, roles }: TableKey, { status, role }: Evidence): boolean {
  return (
    (statuses.length === 0 ? status >= 400 : statuses.includes(status)) && (roles.length === 0 || roles.includes(role))
  )
}

/** The first sentence of a JSON body. */
export function messageIn(body: Body): string | undefined {
  return body.format === 'json' ? textsOf(body)[0] : undefined
}

/** The texts of a body in which sentences are looked for. */
function textsOf({ format, text, value }: Body): readonly string[] {
  if (typeof value === 'string') return [value]
  return format === 'json' || format === 'form' ? sentencesIn(errorObjectsIn(value)) : [decodeApostrophes(text)]
}
