// A slow, literal transcription of the ABNF of RFC 9110 §5.6 and §11 as a recogniser: every rule maps a text and an
// offset to the set of all offsets where a match may end. No heuristics, no table shared with the parser.

type Rule = (text: string, at: number) => ReadonlySet<number>

const one =
  (test: (code: number) => boolean): Rule =>
  (text, at) =>
    new Set(at < text.length && test(text.charCodeAt(at)) ? [at + 1] : [])
const literal = (char: string): Rule => one((code) => code === char.charCodeAt(0))
const range = (from: number, to: number): Rule => one((code) => code >= from && code <= to)
const empty: Rule = (_, at) => new Set([at])
const union = (sets: Iterable<ReadonlySet<number>>): ReadonlySet<number> => {
  const all = new Set<number>()
  for (const set of sets) for (const end of set) all.add(end)
  return all
}
const either =
  (...rules: readonly Rule[]): Rule =>
  (text, at) =>
    union(rules.map((rule) => rule(text, at)))
const sequence =
  (...rules: readonly Rule[]): Rule =>
  (text, at) => {
    let ends: ReadonlySet<number> = new Set([at])
    for (const rule of rules) ends = union(Array.from(ends, (end) => rule(text, end)))
    return ends
  }
const optional = (rule: Rule): Rule => either(empty, rule)
const many =
  (rule: Rule): Rule =>
  (text, at) => {
    const ends = new Set([at])
    for (const end of ends) for (const next of rule(text, end)) ends.add(next)
    return ends
  }
const some = (rule: Rule): Rule => sequence(rule, many(rule))

// RFC 5234 appendix B.1
const ALPHA = either(range(0x41, 0x5a), range(0x61, 0x7a))
const DIGIT = range(0x30, 0x39)
const DQUOTE = literal('"')
const HTAB = literal('\t')
const SP = literal(' ')
const VCHAR = range(0x21, 0x7e)
// RFC 9110 §5.6.2–5.6.4, §5.5
const tchar = either(...Array.from("!#$%&'*+-.^_`|~", literal), DIGIT, ALPHA)
const token = some(tchar)
const OWS = many(either(SP, HTAB))
const BWS = OWS
const obsText = range(0x80, 0xff)
const qdtext = either(HTAB, SP, literal('!'), range(0x23, 0x5b), range(0x5d, 0x7e), obsText)
const quotedPair = sequence(literal('\\'), either(HTAB, SP, VCHAR, obsText))
const quotedString = sequence(DQUOTE, many(either(qdtext, quotedPair)), DQUOTE)
// RFC 9110 §5.6.1.2: what a recipient must accept
const list = (element: Rule): Rule =>
  sequence(optional(element), many(sequence(OWS, literal(','), OWS, optional(element))))
// RFC 9110 §11.2–11.3, §11.6.3
const token68 = sequence(some(either(ALPHA, DIGIT, ...Array.from('-._~+/', literal))), many(literal('=')))
const authParam = sequence(token, BWS, literal('='), BWS, either(token, quotedString))
const challenge = sequence(token, optional(sequence(some(SP), either(token68, list(authParam)))))

// RFC 9110 §5.5: a field value has no white space around it.
const field =
  (rule: Rule) =>
  (text: string): boolean => {
    const value = text.replace(/^[\t ]+|[\t ]+$/g, '')
    return rule(value, 0).has(value.length)
  }

/** Is this a field value of WWW-Authenticate? */
export const isChallengeField: (text: string) => boolean = field(list(challenge))
/** Is this a field value of Authentication-Info? */
export const isInfoField: (text: string) => boolean = field(list(authParam))
