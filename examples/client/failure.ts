import { isNetworkError } from 'ky'
import { isAuthError } from 'why401'
import { NoAnswer } from './meteo.ts'
import { sentenceOf } from './words.ts'

/** The sentence for what was thrown. What to do about it is not decided here: the events of `auth` have done that already. */
export function failureOf(error: unknown): string {
  if (isAuthError(error)) return sentenceOf(error.verdict)
  if (error instanceof NoAnswer) return error.message
  if (isNetworkError(error)) return 'No answer came. Is the connection up?'
  console.error(error)
  return 'Something went wrong.'
}
