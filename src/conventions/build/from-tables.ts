import {
  type Body,
  type Certainty,
  type Convention,
  type Evidence,
  type Reason,
  redact,
  roles,
} from '../../verdict/index.js'
import { type Code, codesIn } from '../body/codes.js'
import { errorObjectsIn } from '../body/error-objects.js'
import { reasonForRole } from '../reasons/from-slug.js'
import { type PartialFinding, createConvention } from './create-convention.js'
import { sentencesIn } from '../body/sentences.js'

/**
 * What codes, sentences, pages or headers of a family mean: `'permission'`. What narrows it follows, in any order: the statuses
 * under which it counts (default: any from 400), the roles (any), and a certainty other than the usual one (a code or a header
 * is `certain`, fixed words are `likely`): `'permission 403 likely'`, `'wrong-credentials sign-in'`.
 */
export type TableKey = Reason | `${Reason} ${string}`

/** What is sent, by what it means: codes apart by spaces, or a list. */
type Table = { readonly [M in TableKey]?: string | readonly string[] }

/** How a server family speaks, as data. */
export interface TableConvention {
  readonly name: string
  /** Whose words these are: `Django REST framework`. */
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
export function conventionFromTables({ name, spec, when, ...tables }: TableConvention): Convention {
  const headers = Object.entries(tables.headers ?? {}).map(([field, table]) => [field, rowsOf(table)] as const)
  const [codes, sentences, pages] = [new Map(rowsOf(tables.codes)), rowsOf(tables.sentences), rowsOf(tables.pages)]
  return createConvention(
    name,
    (evidence) => {
      if (when?.(evidence) === false) return undefined
      const { body } = evidence
      const { codes: known, words } = read(body)
      const tell = (note: PartialFinding | undefined): PartialFinding | undefined => {
        const reason = note?.reason && reasonForRole(note.reason, evidence)
        return reason && { ...note, reason, message: body.format === 'json' ? words[0] : undefined }
      }
      return (
        tell(byHeader(headers, evidence)) ??
        tell(byCode(codes, known, evidence)) ??
        tell(byText(sentences, words, evidence)) ??
        tell(byText(pages, ['html', 'xml'].includes(body.format) ? [body.text] : [], evidence))
      )
    },
    spec,
  )
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
  const places = errorObjectsIn(value)
  const whole =
    typeof value === 'string'
      ? [value]
      : format === 'json' || format === 'form'
        ? sentencesIn(places)
        : [text.replace(/&#(?:0?39|x27);|&apos;/gi, "'")]
  const reading = { codes: codesIn(places), words: whole }
  readings.set(body, reading)
  return reading
}

/** A meaning, read. */
interface TableRow {
  readonly reason: Reason
  readonly statuses: readonly string[]
  readonly roles: readonly string[]
  readonly certainty: Certainty | undefined
}

type Rows = readonly (readonly [words: string, row: TableRow])[]

function rowsOf(table: Table = {}): Rows {
  return Object.entries(table).flatMap(([meaning, words = []]) => {
    const [reason, ...rest] = meaning.split(' ')
    const row = {
      reason: reason as Reason,
      statuses: rest.filter((word) => /^\d/.test(word)),
      roles: rest.filter((word) => roles.some((role) => role === word)),
      certainty: rest.find((word): word is Certainty => /^(?:certain|likely|guess)$/.test(word)),
    }
    return (typeof words === 'string' ? words.split(' ') : words).map((word) => [word, row] as const)
  })
}

function fits({ statuses, roles: wanted }: TableRow, { status, role }: Evidence): boolean {
  return (
    (statuses.length === 0 ? status >= 400 : statuses.includes(`${status}`)) &&
    (wanted.length === 0 || wanted.includes(role))
  )
}

function byHeader(
  headers: readonly (readonly [name: string, rows: Rows])[],
  evidence: Evidence,
): PartialFinding | undefined {
  for (const [where, rows] of headers) {
    const value = evidence.header(where)
    const [word, row] = rows.find(([part, known]) => value?.includes(part) && fits(known, evidence)) ?? []
    if (row) {
      return {
        reason: row.reason,
        certainty: row.certainty ?? 'certain',
        saw: word ? `"${word}"` : 'the header',
        where,
      }
    }
  }
  return undefined
}

function byCode(
  codes: ReadonlyMap<string, TableRow>,
  known: readonly Code[],
  evidence: Evidence,
): PartialFinding | undefined {
  for (const { code, where } of known) {
    const row = codes.get(code.toLowerCase())
    if (row && fits(row, evidence)) {
      return { reason: row.reason, certainty: row.certainty ?? 'certain', saw: `${where} "${redact(code)}"` }
    }
  }
  return undefined
}

function byText(rows: Rows, texts: readonly string[], evidence: Evidence): PartialFinding | undefined {
  for (const text of texts) {
    for (const [words, row] of rows) {
      if (text.includes(words) && fits(row, evidence)) {
        return { reason: row.reason, certainty: row.certainty ?? 'likely', saw: `"${redact(words)}"` }
      }
    }
  }
  return undefined
}
