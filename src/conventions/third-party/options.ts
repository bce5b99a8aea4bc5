import type { Evidence } from '../../verdict/index.js'
import { checkOptions, isFunction, isWord, optional, type OptionRule } from '../build/option.js'
import { isThirdPartyReason, type ThirdPartyReason } from './members.js'

/** How an app's own backend says that a third party refused a stored key. */
export interface ThirdPartyKeyOptions {
  /** Typed codes that mean it, wherever they stand in a body; or code → reason. Letter case does not matter. */
  readonly codes?: readonly string[] | Readonly<Record<string, ThirdPartyReason>>
  /** With `codes`: the statuses under which they count (default: any). Alone: statuses that mean it by themselves. */
  readonly statuses?: readonly number[]
  /** Whose key it is, where neither body nor route says so. */
  readonly integration?: string | ((evidence: Evidence) => string | undefined)
  /** Which answers to look at; default: every one. */
  readonly where?: (evidence: Evidence) => boolean
}

const rules: Readonly<Record<keyof ThirdPartyKeyOptions, OptionRule>> = /* @__PURE__ */ (() => ({
  codes: ['a list of codes, or an object of code → reason', optional(isCodes)],
  statuses: [
    'a list of statuses from 200 to 599',
    optional(
      (value) =>
        Array.isArray(value) && value.every((status) => Number.isInteger(status) && status >= 200 && status <= 599),
    ),
  ],
  integration: ['a name or a function', optional((value) => isWord(value) || isFunction(value))],
  where: ['a function', optional(isFunction)],
}))()

/** Throws a TypeError that names the option. */
export function checkThirdPartyKeyOptions(options: ThirdPartyKeyOptions): void {
  checkOptions('thirdPartyKey', options, rules)
}

/** The app's codes in lower case; undefined reasons are read off the code itself. */
export function codeReasons(
  codes: ThirdPartyKeyOptions['codes'] = [],
): ReadonlyMap<string, ThirdPartyReason | undefined> {
  const pairs = isList(codes) ? codes.map((code) => [code, undefined] as const) : Object.entries(codes)
  return new Map(pairs.map(([code, reason]) => [code.toLowerCase(), reason]))
}

function isList(codes: NonNullable<ThirdPartyKeyOptions['codes']>): codes is readonly string[] {
  return Array.isArray(codes)
}

function isCodes(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isWord)
  return typeof value === 'object' && value !== null && Object.values(value).every(isThirdPartyReason)
}
