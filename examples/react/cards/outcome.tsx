import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { failureOf } from '../../client/failure.ts'

/** The outcome of an action of the user. */
export interface Outcome {
  readonly text: string
  readonly state?: 'waiting' | 'done' | 'failed'
}

const nothing: Outcome = { text: '' }
const waiting: Outcome = { text: 'One moment …', state: 'waiting' }
const done = (text: string): Outcome => ({ text, state: 'done' })
const failed = (error: unknown): Outcome => ({ text: failureOf(error), state: 'failed' })

export function Output({
  id,
  className,
  outcome: { text, state },
}: {
  readonly id: string
  readonly className?: string
  readonly outcome: Outcome
}): ReactElement {
  return (
    <output id={id} className={className} data-outcome={state}>
      {text}
    </output>
  )
}

/** The outcome of reading, with a sentence for the data. */
export function outcomeOf<T>(
  { isFetching, isError, error, data }: UseQueryResult<T>,
  sentence: (data: T) => string,
): Outcome {
  if (isFetching) return waiting
  if (isError) return failed(error)
  return data === undefined ? nothing : done(sentence(data))
}

export interface Action {
  /** Undefined before the first outcome, and after `forget`. */
  readonly outcome: Outcome | undefined
  /** Runs the action and sets its outcome. */
  readonly act: (work: () => Promise<string>) => Promise<void>
  readonly say: (text: string) => void
  readonly forget: () => void
}

export function useAction(): Action {
  const [outcome, setOutcome] = useState<Outcome>()
  return {
    outcome,
    act: async (work) => {
      setOutcome(waiting)
      try {
        setOutcome(done(await work()))
      } catch (error) {
        setOutcome(failed(error))
      }
    },
    say: (text) => setOutcome(done(text)),
    forget: () => setOutcome(undefined),
  }
}

export const orNothing = (outcome: Outcome | undefined): Outcome => outcome ?? nothing
