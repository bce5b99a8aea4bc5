import { type ReactElement, type SyntheticEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { describe, returnPath, verdictOf } from 'why401'
import { auth, tokens } from './auth.ts'

export function Login(): ReactElement {
  const [problem, setProblem] = useState('')
  const navigate = useNavigate()

  async function signIn(event: SyntheticEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const response = await auth.fetch('/api/session', { method: 'POST', body: new FormData(event.currentTarget) })
    const verdict = verdictOf(response)
    if (verdict) return setProblem(describe(verdict).detail)
    tokens.set(await response.json())
    auth.signedIn()
    await navigate(returnPath(location.href), { replace: true })
  }

  return (
    <form onSubmit={(event) => void signIn(event)}>
      <label>
        User <input name="user" autoComplete="username" required />
      </label>
      <label>
        Password <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <button type="submit">Sign in</button>
      <p role="alert">{problem}</p>
    </form>
  )
}
