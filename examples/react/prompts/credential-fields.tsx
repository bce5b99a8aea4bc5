import type { ReactElement, RefObject } from 'react'

interface Properties {
  readonly errorId: string
  /** What is wrong with what was entered; '' while nothing is. */
  readonly error: string
  readonly password: RefObject<HTMLInputElement | null>
  readonly username?: string | undefined
  /** The user is known, and must be the same. */
  readonly fixed?: boolean
  /** A dialog does it by itself. */
  readonly focused?: boolean
}

/** User name and password, with what is wrong about them said to whoever sees or hears it. */
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

/** What is in them. */
export function credentialsIn(form: HTMLFormElement): { readonly username: string; readonly password: string } {
  const data = new FormData(form)
  const text = (name: string): string => {
    const value = data.get(name)
    return typeof value === 'string' ? value : ''
  }
  return { username: text('username'), password: text('password') }
}
