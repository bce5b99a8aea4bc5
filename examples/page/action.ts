import { failureOf } from '../client/failure.ts'

/** Runs what the user asked for, and says how it went. */
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
