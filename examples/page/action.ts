import { failureOf } from '../client/failure.ts'

/** Runs an action of the user, and shows its outcome. */
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
