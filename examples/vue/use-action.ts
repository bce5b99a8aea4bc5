import { type Ref, ref } from 'vue'
import { failureOf } from '../client/failure.ts'

/** An action of the user, and its outcome. */
export interface Action {
  readonly text: Ref<string>
  readonly outcome: Ref<'waiting' | 'done' | 'failed' | undefined>
  readonly act: (work: () => Promise<string>) => Promise<void>
  readonly say: (sentence: string) => void
  readonly forget: () => void
}

export function useAction(): Action {
  const text = ref('')
  const outcome: Action['outcome'] = ref()

  async function act(work: () => Promise<string>): Promise<void> {
    text.value = 'One moment …'
    outcome.value = 'waiting'
    try {
      text.value = await work()
      outcome.value = 'done'
    } catch (error) {
      // The user has left the page, and nothing shows the answer.
      if (error instanceof DOMException && error.name === 'AbortError') return
      text.value = failureOf(error)
      outcome.value = 'failed'
    }
  }

  function say(sentence: string): void {
    text.value = sentence
    outcome.value = 'done'
  }

  function forget(): void {
    text.value = ''
    outcome.value = undefined
  }

  return { text, outcome, act, say, forget }
}
