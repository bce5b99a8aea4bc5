import { type ReactElement, useState } from 'react'
import { askWho } from '../../client/other-origin.ts'
import { Fail, FailButton } from './fail.tsx'
import { orNothing, Output, useAction } from './outcome.tsx'

export function OtherOrigin(): ReactElement {
  const [isExposed, setExposed] = useState(true)
  const { outcome, act, say } = useAction()
  return (
    <section className="card" aria-labelledby="other-title">
      <h2 id="other-title">Another origin</h2>
      <p className="lead">The same server on another port, asked with the same token.</p>
      <div className="line">
        <button id="ask-other" type="button" onClick={() => void act(() => askWho(isExposed))}>
          Who am I there?
        </button>
        <label>
          <input
            id="expose"
            type="checkbox"
            checked={isExposed}
            onChange={(event) => setExposed(event.target.checked)}
          />{' '}
          exposes <code>WWW-Authenticate</code>
        </label>
      </div>
      <Output id="other-output" outcome={orNothing(outcome)} />
      <Fail what="the other origin">
        <FailButton control="expire-access-tokens" onDone={say}>
          Expire access tokens
        </FailButton>
      </Fail>
    </section>
  )
}
