import { z } from 'zod'
import { type Kind, kinds, type Role, roles } from '../verdict/index.js'

/** A challenge as a case expects it: values under names; `pairs` where order or duplicates count. */
export interface ExpectedChallenge {
  readonly scheme: string
  readonly token68?: string
  readonly params: Readonly<Record<string, string>>
  readonly pairs?: readonly (readonly [name: string, value: string])[]
}

/** One case for a parser of `WWW-Authenticate` or `Authentication-Info`. */
export interface ChallengeVector {
  readonly id: string
  /** What the case is about: `multi`, `escape`, `basic` … */
  readonly tags: readonly string[]
  /** One field value, or several field lines; one code unit a byte. */
  readonly header?: string | readonly string[]
  /** A header too long to be written down: each text so many times. */
  readonly gen?: readonly (readonly [text: string, times: number])[]
  /** `Authentication-Info`; default `WWW-Authenticate`. */
  readonly field?: string
  /** Whether the grammar of RFC 9110 §11.6.1 holds it. */
  readonly valid: boolean
  readonly expect?: readonly ExpectedChallenge[]
  /** What is most useful to make of what the grammar does not hold. */
  readonly expectLenient?: readonly ExpectedChallenge[]
  /** What is as good. */
  readonly alsoOk?: readonly (readonly ExpectedChallenge[])[]
  /** `reject`: what a strict parser does with what the grammar does not hold. */
  readonly expectStrict?: string
  /** Whether a parser may reject the header although the grammar holds it. */
  readonly rejectIsOk?: boolean
  /** How many challenges, parameters and characters, where the header is generated. */
  readonly expectShape?: {
    readonly challenges: number
    readonly params?: readonly number[]
    readonly valueLengths?: readonly (readonly number[])[]
  }
  /** Why this is what is expected. */
  readonly why: string
  /** Where the header was seen, or what it was made for. */
  readonly source: string
}

/** One answer of a server, and what it means. */
export interface AnswerVector {
  readonly id: string
  /** What a client knows beside the response; credentials are cut to their scheme. */
  readonly context: {
    readonly request: {
      readonly url: string
      readonly method: string
      readonly headers: Readonly<Record<string, string>>
      readonly credentials: 'include' | 'omit' | 'same-origin'
    }
    readonly role?: Role
    readonly integration?: string
  }
  readonly response: {
    readonly status: number
    readonly headers: readonly (readonly [name: string, value: string])[]
    readonly body: string
    readonly redirected?: boolean
    /** Where redirects ended. */
    readonly url?: string
    readonly type?: string
  }
  /** `kind` counts; the reason is in the recorder's words. `alsoOk` lists kinds that are as good. */
  readonly expect: { readonly kind: Kind; readonly reason: string; readonly alsoOk?: readonly Kind[] }
}

const pair = z.tuple([z.string(), z.string()])
const challenge = z.looseObject({
  scheme: z.string(),
  token68: z.string().exactOptional(),
  params: z.record(z.string(), z.string()),
  pairs: z.array(pair).exactOptional(),
})
const counts = z.array(z.int().min(0))

const challengeVector = z.looseObject({
  id: z.string().min(1),
  tags: z.array(z.string()),
  header: z.union([z.string(), z.array(z.string())]).exactOptional(),
  gen: z.array(z.tuple([z.string(), z.int().min(1)])).exactOptional(),
  field: z.string().exactOptional(),
  valid: z.boolean(),
  expect: z.array(challenge).exactOptional(),
  expectLenient: z.array(challenge).exactOptional(),
  alsoOk: z.array(z.array(challenge)).exactOptional(),
  expectStrict: z.string().exactOptional(),
  rejectIsOk: z.boolean().exactOptional(),
  expectShape: z
    .looseObject({
      challenges: z.int().min(0),
      params: counts.exactOptional(),
      valueLengths: z.array(counts).exactOptional(),
    })
    .exactOptional(),
  why: z.string(),
  source: z.string(),
})

const kind = z.enum(kinds)

const answerVector = z.looseObject({
  id: z.string().min(1),
  context: z.looseObject({
    request: z.looseObject({
      url: z.string(),
      method: z.string(),
      headers: z.record(z.string(), z.string()),
      credentials: z.enum(['include', 'omit', 'same-origin']),
    }),
    role: z.enum(roles).exactOptional(),
    integration: z.string().exactOptional(),
  }),
  response: z.looseObject({
    status: z.int().min(100).max(599),
    headers: z.array(pair),
    body: z.string(),
    redirected: z.boolean().exactOptional(),
    url: z.string().exactOptional(),
    type: z.string().exactOptional(),
  }),
  expect: z.looseObject({ kind, reason: z.string(), alsoOk: z.array(kind).exactOptional() }),
})

/**
 * Schema of `why401/vectors/challenges.json`.
 *
 * @example
 * const vectors = challengeVectorsSchema.parse(JSON.parse(text))
 */
export const challengeVectorsSchema: z.ZodType<readonly ChallengeVector[]> = z.array(challengeVector)

/**
 * Schema of `why401/vectors/recorded.json`, `formats.json` and `fresh.json`.
 *
 * @example
 * const vectors = answerVectorsSchema.parse(JSON.parse(text))
 */
export const answerVectorsSchema: z.ZodType<readonly AnswerVector[]> = z.array(answerVector)

/**
 * The schemas as JSON Schema (draft 2020-12), for other languages; the package holds them as files too.
 *
 * @example
 * const { challenges, answers } = vectorJsonSchemas()
 */
export function vectorJsonSchemas(): { readonly challenges: object; readonly answers: object } {
  return { challenges: z.toJSONSchema(challengeVectorsSchema), answers: z.toJSONSchema(answerVectorsSchema) }
}
