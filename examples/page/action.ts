import { isNetworkError } from 'ky'
import { isAuthError } from 'why401'
import { sentenceOf } from './words.ts'

/**
 * Runs what the user asked for, and says how it went. Why something was refused and what to do about it is not decided
 * here: the events of `auth` have opened the dialog, the notice or the prompt already.
 */
export async function act(output: HTMLOutputElement, work: () => Promise<string>): Promise<void> {
  output.textContent = 'One moment …'
  output.dataset.outcome = 'waiting'
  try {
    output.textContent = await work()
    output.dataset.outcome = 'done'
  } catch (error) {
    output.textContent = failureOf(error)
    output.dataset.outcome = 'failed'
  }
}

/** The sentence for what was thrown. */
export function failureOf(error: unknown): string {
  if (isAuthError(error)) return sentenceOf(error.verdict)
  if (isNetworkError(error)) return 'No answer came. Is the connection up?'
  console.error(error)
  return 'Something went wrong.'
}
