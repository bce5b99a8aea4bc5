import { type HandlerContext, type CredentialsRejected, isAuthError, type RenewResult, type Store } from 'why401'
import { createStore } from './store.ts'
import { sentenceOf } from './words.ts'

export interface Credentials {
  readonly username: string
  readonly password: string
}

/** What a sign-in dialog shows. */
export interface SignInState {
  readonly open: boolean
  /** The refusal that the user is asked for; undefined when it is the user's own wish. */
  readonly ask?: HandlerContext | undefined
  /** What is wrong with what was entered; '' while nothing is. */
  readonly error: string
}

/** A sign-in with the user, without its looks. */
export interface SignIn {
  readonly state: Store<SignInState>
  /** Asks the user: because of a refusal (then it is a `signIn` handler), or because the user wants to. */
  readonly open: (ask?: HandlerContext) => Promise<RenewResult>
  /** Resolves when the credentials were taken, or when `state` says why not. */
  readonly send: (credentials: Credentials) => Promise<void>
  readonly cancel: () => void
  /** Shows what is wrong with what was entered. */
  readonly reject: (verdict: CredentialsRejected) => void
}

/** `submit` rejects when the credentials are refused; the event `credentials-rejected` tells why. */
export function createSignIn(
  submit: (credentials: Credentials, ask: HandlerContext | undefined) => Promise<void>,
): SignIn {
  const state = createStore<SignInState>({ open: false, error: '' })
  let answer: Promise<RenewResult> | undefined
  let settle: (outcome: RenewResult) => void = () => {}
  let busy = false

  function close(outcome: RenewResult): void {
    answer = undefined
    state.set({ open: false, error: '' })
    settle(outcome)
  }

  return {
    state: { get: state.get, subscribe: state.subscribe },
    open: (ask) => {
      // Open already, by the user's own wish: now there is also somebody who waits for it.
      if (ask !== undefined || answer === undefined) state.set({ open: true, ask, error: state.get().error })
      answer ??= new Promise((resolve) => {
        settle = resolve
      })
      const mine = answer
      // Nobody waits any more, or somebody else has signed in.
      ask?.signal.addEventListener(
        'abort',
        () => {
          if (answer === mine) close('declined')
        },
        { once: true },
      )
      return mine
    },
    send: async (credentials) => {
      if (busy) return
      busy = true
      state.set({ ...state.get(), error: '' })
      const mine = answer
      try {
        await submit(credentials, state.get().ask)
        if (answer === mine) close('renewed')
      } catch (failure) {
        // The event has shown a refusal already.
        if (!isAuthError(failure)) state.set({ ...state.get(), error: 'The server could not be reached. Try again.' })
      } finally {
        busy = false
      }
    },
    cancel: () => close('declined'),
    reject: (verdict) => state.set({ ...state.get(), error: sentenceOf(verdict) }),
  }
}
