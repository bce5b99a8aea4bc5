import { type ReactElement, type SyntheticEvent, useRef, useState } from 'react'
import type { ThirdPartyKeyInvalid } from 'why401'
import { useAuthState, useIntegration } from 'why401/react'
import { failureOf } from '../../client/failure.ts'
import { storeKey } from '../../client/meteo.ts'
import { reconnectWords } from '../../client/notices/prompt-words.ts'
import { statusOf, user } from '../../client/user.ts'
import { Alert } from './alert.tsx'
import { useFocusReturn } from '../use-focus-return.ts'
import { useValue } from '../use-value.ts'

interface Properties {
  readonly integration: string
  /** Its name in the page. */
  readonly name: string
}

// #region prompt
/** One prompt for an integration until it is fixed. The refusal and the fix may both come from another tab. */
export function ReconnectPrompt(properties: Properties): ReactElement | undefined {
  const { verdict } = useIntegration(properties.integration)
  return verdict && <Prompt {...properties} verdict={verdict} />
}

function Prompt({
  verdict,
  ...properties
}: Properties & { readonly verdict: ThirdPartyKeyInvalid }): ReactElement | undefined {
  const [later, setLater] = useState(false)
  return later ? undefined : <ReconnectForm {...properties} verdict={verdict} onLater={() => setLater(true)} />
}
// #endregion

// #region form
function ReconnectForm({
  integration,
  name,
  verdict,
  onLater,
}: Properties & { readonly verdict: ThirdPartyKeyInvalid; readonly onLater: () => void }): ReactElement {
  const [key, setKey] = useState('')
  const [error, setError] = useState('')
  const form = useRef<HTMLFormElement>(null)
  useFocusReturn(form)
  const isSignedIn = statusOf(useAuthState(), useValue(user)) !== 'signed-out'

  async function save(event: SyntheticEvent): Promise<void> {
    event.preventDefault()
    setError('')
    // `storeKey` calls `auth.integrationFixed`, and the prompt goes away.
    await storeKey(key).catch((failure: unknown) => setError(failureOf(failure)))
  }

  const [titleId, keyId, errorId] = [
    `reconnect-title-${integration}`,
    `reconnect-key-${integration}`,
    `reconnect-error-${integration}`,
  ]
  return (
    <form
      ref={form}
      className="notice"
      data-kind={verdict.kind}
      aria-labelledby={titleId}
      onSubmit={(event) => void save(event)}
    >
      <h2 id={titleId} tabIndex={-1}>
        Reconnect {name}
      </h2>
      <Alert>{reconnectWords(verdict, name, isSignedIn)}</Alert>
      <div className="line">
        <label htmlFor={keyId}>New key for {name}</label>
        <input
          id={keyId}
          required
          pattern="[A-Za-z0-9_\-]{1,100}"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={error !== '' || undefined}
          aria-describedby={errorId}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <button type="submit" className="primary">
          Reconnect
        </button>
        <button type="button" onClick={onLater}>
          Not now
        </button>
      </div>
      <p id={errorId} className="error" role="alert">
        {error}
      </p>
    </form>
  )
}
// #endregion
