import { type ReactElement, type SyntheticEvent, useLayoutEffect, useRef } from 'react'
import type { SignIn, SignInState } from '../../client/sign-in.ts'
import { askWords } from '../../client/notices/prompt-words.ts'
import { CredentialFields, credentialsIn } from './credential-fields.tsx'
import { useValue } from '../use-value.ts'

interface Properties {
  readonly signIn: SignIn
  /** Prefix that keeps the ids of its elements unique. */
  readonly name: string
  readonly heading: string
  readonly username?: string | undefined
}

// #region dialog
/** Shows a dialog while `signIn` waits for the user. The page below keeps everything that was typed. */
export function SignInDialog(properties: Properties): ReactElement | undefined {
  const state = useValue(properties.signIn.state)
  return state.open ? <OpenDialog {...properties} {...state} /> : undefined
}

function OpenDialog({ signIn, name, heading, username, ask, error }: Properties & SignInState): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const isKnown = username !== undefined
  // The dialog closes before React removes it: the browser then restores the focus.
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    if (isKnown) password.current?.focus()
    return () => shown?.close()
  }, [])

  async function submit(event: SyntheticEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    await signIn.send(credentialsIn(event.currentTarget))
    password.current?.select()
  }

  const verdict = ask?.verdict
  const isStepUp = verdict?.remedy === 'step-up'
  return (
    <dialog
      ref={dialog}
      className="sign-in"
      aria-labelledby={`sign-in-title-${name}`}
      aria-describedby={`sign-in-why-${name}`}
      onCancel={signIn.cancel}
    >
      <form method="dialog" onSubmit={(event) => void submit(event)}>
        <h2 id={`sign-in-title-${name}`}>{isStepUp ? 'Confirm that it is you' : heading}</h2>
        <p id={`sign-in-why-${name}`}>{verdict && askWords(verdict)}</p>
        <CredentialFields
          errorId={`sign-in-error-${name}`}
          error={error}
          password={password}
          username={username}
          fixed={isStepUp && isKnown}
        />
        <div className="line end">
          <button type="button" onClick={signIn.cancel}>
            Cancel
          </button>
          <button type="submit" className="primary">
            Sign in
          </button>
        </div>
        <Hint />
      </form>
    </dialog>
  )
}
// #endregion

/** EXAMPLE ONLY: lists the users. */
export function Hint(): ReactElement {
  return (
    <p className="hint">
      Here there are <code>ada</code> / <code>lovelace</code>, <code>grace</code> / <code>hopper</code>, who may do
      more, and <code>locked</code> / <code>locked</code>.
    </p>
  )
}
