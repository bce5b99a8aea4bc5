import type { ReactElement, RefObject } from 'react'

interface Properties {
  readonly errorId: string
  /** The error in the credentials; '' while there is none. */
  readonly error: string
  readonly password: RefObject<HTMLInputElement | null>
  readonly username?: string | undefined
  /** Set for a step-up: the same user has to confirm. */
  readonly fixed?: boolean
  /** Not needed in a dialog: the browser focuses its first field. */
  readonly focused?: boolean
}

/** User name and password. Their error is visible, and screen readers read it out. */
export function CredentialFields({
  errorId,
  error,
  password,
  username = '',
  fixed = false,
  focused = false,
}: Properties): ReactElement {
  const wrong = error === '' ? {} : { 'aria-invalid': true, 'aria-describedby': errorId }
  return (
    <>
      <label>
        User name{' '}
        <input
          name="username"
          defaultValue={username}
          readOnly={fixed}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus={focused}
          {...wrong}
        />
      </label>
      <label>
        Password{' '}
        <input ref={password} name="password" type="password" autoComplete="current-password" required {...wrong} />
      </label>
      <p id={errorId} className="error" role="alert">
        {error}
      </p>
    </>
  )
}

/** Reads the values of the fields. */
export function credentialsIn(form: HTMLFormElement): { readonly username: string; readonly password: string } {
  const data = new FormData(form)
  const text = (name: string): string => {
    const value = data.get(name)
    return typeof value === 'string' ? value : ''
  }
  return { username: text('username'), password: text('password') }
}
