import type { MeaningOf } from './remedy.js'
import type { Reason, Verdict } from './verdict.js'
import { verdictToJson } from './verdict-json.js'
import { words as english } from './words.js'

/** A verdict in words for the user. Show them as text, never as HTML: a name or a sentence in them may come from a server. */
export interface Description {
  /** What happened, in a few words. */
  readonly title: string
  /** What it means and what helps, in a sentence or two. */
  readonly detail: string
  /** A label for the button that does what helps; absent where the user can do nothing here. */
  readonly action?: string
}

/** The verdict that a reason belongs to. */
export type VerdictWith<R extends Reason> = Extract<Verdict, { readonly kind: MeaningOf<R>['kind'] }>

/** A text, or a function that makes it of the verdict. */
export type Word<R extends Reason> = string | ((verdict: VerdictWith<R>) => string)

/** The three texts of one reason; an empty `action` means that there is none. */
export type ReasonWords<R extends Reason> = { readonly [M in keyof Description]-?: Word<R> }

/** Texts of your own by reason: those that are left out stay as they are. */
export type Words = { readonly [R in Reason]?: Partial<ReasonWords<R>> }

/**
 * Tells the user what a verdict means, in plain words without technical terms; `explain` is for engineers.
 *
 * @param words texts that replace or translate the English ones, by reason
 * @example
 * const words: Words = { 'session-expired': { title: 'Sitzung abgelaufen', action: 'Anmelden' } }
 * const { title, detail, action } = describe(await classify(response), words)
 */
export function describe(verdict: Verdict, words: Words = {}): Description {
  // Texts are made of what may be shown: names and scopes with what the client sent cut out.
  const shown: Verdict = { ...verdictToJson(verdict), challenges: [] }
  const own = Object.hasOwn(words, verdict.reason) ? words[verdict.reason] : undefined
  const texts = { ...english[verdict.reason], ...own }
  const action = textOf(texts.action, shown)
  return { title: textOf(texts.title, shown), detail: textOf(texts.detail, shown), ...(action !== '' && { action }) }
}

// Each reason's functions take the verdict of that reason, which the compiler cannot follow through a union of functions.
function textOf(word: string | ((verdict: never) => string), verdict: Verdict): string {
  return typeof word === 'string' ? word : word(verdict as never)
}
