import { type ReactElement, useRef } from 'react'
import { useAuthState } from 'why401/react'
import { signInNow, signOutNow } from '../client/auth.ts'
import { statusOf, user } from '../client/user.ts'
import { statusWords } from '../client/words.ts'
import { useValue } from './use-value.ts'
import { Versions } from './versions.tsx'

// #region header
export function Header(): ReactElement {
  const current = useValue(user)
  const status = statusOf(useAuthState(), current)
  const isIn = current !== undefined && status !== 'signed-out'
  const signIn = useRef<HTMLButtonElement>(null)
  return (
    <header className="top">
      <div className="brand">
        <h1>Projects</h1>
        <p>for people who keep track of them</p>
      </div>
      <Versions />
      <p className="who">
        <span id="user-name">{current?.name ?? 'Nobody is signed in'}</span>
        <span id="state" className="pill" role="status" data-state={status}>
          {statusWords[status]}
        </span>
      </p>
      <button
        ref={signIn}
        id="sign-in"
        type="button"
        className="primary"
        hidden={isIn}
        onClick={() => void signInNow()}
      >
        Sign in
      </button>
      <button
        id="sign-out"
        type="button"
        hidden={!isIn}
        onClick={() => void signOutNow().then(() => signIn.current?.focus())}
      >
        Sign out
      </button>
    </header>
  )
}
// #endregion
