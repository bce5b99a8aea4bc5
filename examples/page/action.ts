import { failureOf } from '../client/failure.ts'
import { onUserGone } from '../client/user.ts'

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

/** Empties it when the user has gone: the next one must not read what was for the user before. */
export function forgetWithUser(output: HTMLOutputElement): void {
  onUserGone(() => {
    output.textContent = ''
    delete output.dataset.outcome
  })
}
