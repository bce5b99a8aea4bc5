import { isNetworkError } from 'ky'
import { isAuthError } from 'why401'
import { NoAnswer } from './meteo.ts'
import { Stopped } from './stop.ts'
import { sentenceOf } from './words.ts'

/** The sentence for an error. The events of `auth` have already caused every action; this only names it. */
export function failureOf(error: unknown): string {
  if (isAuthError(error)) return sentenceOf(error.verdict)
  if (error instanceof Stopped) return error.message
  if (error instanceof NoAnswer) return error.message
  if (isNetworkError(error)) return 'No answer came. Is the connection up?'
  console.error(error)
  return 'Something went wrong.'
}
