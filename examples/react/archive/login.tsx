import { type ReactElement, type SyntheticEvent, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { isAuthError, returnPath } from 'why401'
import { AuthProvider, useVerdict } from 'why401/react'
import { auth } from '../../client/auth.ts'
import { sentenceOf } from '../../client/words.ts'
import { archive, archiveAuth } from './archive-auth.ts'
import { CredentialFields, credentialsIn } from '../prompts/credential-fields.tsx'
import { Hint } from '../prompts/sign-in-dialog.tsx'

export function LoginPage(): ReactElement {
  return (
    <AuthProvider auth={archiveAuth}>
      <Login />
    </AuthProvider>
  )
}

// #region login
function Login(): ReactElement {
  const { verdict, dismiss } = useVerdict('credentials-rejected')
  const [problem, setProblem] = useState('')
  const password = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()

  async function signIn(event: SyntheticEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    dismiss()
    setProblem('')
    try {
      await archive.post('session', { json: credentialsIn(event.currentTarget) })
    } catch (error) {
      // The hook `useVerdict` shows the refusal.
      if (!isAuthError(error)) setProblem('The server could not be reached. Try again.')
      password.current?.select()
      return
    }
    archiveAuth.signedIn()
    // The projects use the same session.
    auth.signedIn()
    await navigate(returnPath(location.href, { fallback: '/react/archive' }), { replace: true })
  }

  return (
    <main>
      <section className="card sign-in" aria-labelledby="login-title">
        <h2 id="login-title">Sign in</h2>
        <form onSubmit={(event) => void signIn(event)}>
          <CredentialFields
            errorId="login-error"
            error={verdict ? sentenceOf(verdict) : problem}
            password={password}
            focused
          />
          <div className="line end">
            <button type="submit" className="primary">
              Sign in
            </button>
          </div>
          <Hint />
        </form>
      </section>
    </main>
  )
}
// #endregion
