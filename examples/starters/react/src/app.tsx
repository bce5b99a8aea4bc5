import { type FormEvent, type ReactElement, useState, useSyncExternalStore } from 'react'
import { describe } from 'why401'
import { useAuth, useAuthEvent, useAuthState, useIntegration, useVerdict } from 'why401/react'
import { expireTokens, questions, readJson, signOut, storeWeatherKey } from './auth.ts'
import { textOf } from './text-of.ts'

export function App(): ReactElement {
  const auth = useAuth()
  const status = useAuthState((state) => state.status)
  const [reports, setReports] = useState<readonly string[]>()
  const [weather, setWeather] = useState<string>()
  // What the page shows belongs to the user who left.
  useAuthEvent('signed-out', () => {
    setReports(undefined)
    setWeather(undefined)
  })
  return (
    <>
      <h1>why401 with React</h1>
      <p className="row">
        <span role="status">The login is: {status}</span>
        <button onClick={() => void auth.signIn()}>Sign in</button>
        <button onClick={() => void signOut()}>Sign out</button>
      </p>
      <section>
        <h2>Reports</h2>
        <p className="row">
          <button onClick={async () => setReports(await readJson('/api/reports'))}>Load reports</button>
          <button onClick={() => void expireTokens()}>Expire the token</button>
        </p>
        <ul>
          {reports?.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2>Salaries</h2>
        <button onClick={() => void readJson('/api/salaries')}>Load salaries</button>
        <Forbidden />
      </section>
      <section>
        <h2>Weather</h2>
        <button onClick={async () => setWeather(await readJson('/api/integrations/weather/today'))}>
          Load the weather
        </button>
        <p>{weather}</p>
        <Reconnect />
      </section>
      <SignInDialog />
    </>
  )
}

/** A refusal that no sign-in mends. */
function Forbidden(): ReactElement | undefined {
  const { verdict, dismiss } = useVerdict('forbidden')
  if (!verdict) return undefined
  const { title, detail } = describe(verdict)
  return (
    <div className="notice" role="alert">
      <strong>{title}</strong>
      <p>{detail}</p>
      <button onClick={dismiss}>Dismiss</button>
    </div>
  )
}

/** The third party's key is dead: the user stays signed in, and stores another one. */
function Reconnect(): ReactElement | undefined {
  const { verdict, fixed } = useIntegration('weather')
  if (!verdict) return undefined
  async function store(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    if (await storeWeatherKey(textOf(event.currentTarget, 'key'))) fixed()
  }
  return (
    <form className="notice" onSubmit={(event) => void store(event)}>
      <p>{describe(verdict).detail}</p>
      <p className="row">
        <label>
          New key <input name="key" defaultValue="new-key" required />
        </label>
        <button>Store it</button>
      </p>
    </form>
  )
}

function open(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal()
}

function SignInDialog(): ReactElement | undefined {
  const question = useSyncExternalStore(questions.subscribe, questions.get)
  const { verdict, dismiss } = useVerdict('credentials-rejected')
  if (!question) return undefined
  const { send, cancel } = question
  async function signIn(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    dismiss()
    await send(textOf(event.currentTarget, 'password'))
  }
  return (
    <dialog ref={open} onClose={cancel} aria-labelledby="sign-in">
      <form onSubmit={(event) => void signIn(event)}>
        <h2 id="sign-in">Sign in</h2>
        <p>{question.verdict && describe(question.verdict).detail}</p>
        <label>
          Password (it is “demo”) <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <p role="alert">{verdict && describe(verdict).detail}</p>
        <p className="row">
          <button>Sign in now</button>
          <button type="button" onClick={cancel}>
            Not now
          </button>
        </p>
      </form>
    </dialog>
  )
}
