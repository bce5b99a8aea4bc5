import { type HandlerContext, type CredentialsRejected, isAuthError, type RenewResult, type Store } from 'why401'
import { createStore } from './store.ts'
import { sentenceOf } from './words.ts'

export interface Credentials {
  readonly username: string
  readonly password: string
}

/** The state of a sign-in dialog. */
export interface SignInState {
  readonly open: boolean
  /** The refusal because of which the app asks; undefined when the user pressed the button. */
  readonly ask?: HandlerContext | undefined
  /** The error in the credentials; '' while there is none. */
  readonly error: string
}

/** A sign-in with the user, without a view. */
export interface SignIn {
  readonly state: Store<SignInState>
  /** Asks the user: as a `signIn` handler after a refusal, or because the user pressed the button. */
  readonly open: (ask?: HandlerContext) => Promise<RenewResult>
  /** Resolves when the server accepted the credentials, or when `state` has their error. */
  readonly send: (credentials: Credentials) => Promise<void>
  readonly cancel: () => void
  /** Shows the error in the credentials. */
  readonly reject: (verdict: CredentialsRejected) => void
}

/** `submit` rejects when the server refuses the credentials; the event `credentials-rejected` has the reason. */
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
      // The user may have opened the dialog before: now a refused request waits for it too.
      if (ask !== undefined || answer === undefined) state.set({ open: true, ask, error: state.get().error })
      answer ??= new Promise((resolve) => {
        settle = resolve
      })
      const mine = answer
      // No request waits any more, or the user has signed in in another tab.
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
        // The event shows a refusal; only other errors are left.
        if (!isAuthError(failure)) state.set({ ...state.get(), error: 'The server could not be reached. Try again.' })
      } finally {
        busy = false
      }
    },
    cancel: () => close('declined'),
    reject: (verdict) => state.set({ ...state.get(), error: sentenceOf(verdict) }),
  }
}
