import { type ReactElement, useState } from 'react'
import { useAuthState } from 'why401/react'
import { listPatients } from '../../client/patients.ts'
import { Fail, FailButton } from './fail.tsx'
import { orNothing, Output, useAction } from './outcome.tsx'

const orders = { none: 'none', 'cookie-first': 'cookie first', 'basic-first': 'Basic first' }

/** Every component here is below the provider of the other `auth`. */
export function Patients(): ReactElement {
  const [order, setOrder] = useState('none')
  const { outcome, act, say } = useAction()
  const status = useAuthState((state) => state.status)
  const isAsked = status !== 'unknown'
  return (
    <section className="card" aria-labelledby="openmrs-title">
      <div className="card-head">
        <h2 id="openmrs-title">Patients</h2>
        <span id="openmrs-state" className="pill" role="status" data-state={isAsked ? status : undefined}>
          {isAsked ? status.replace('-', ' ') : 'not asked yet'}
        </span>
      </div>
      <p className="lead">In the manner of OpenMRS, with a login of its own.</p>
      <div className="line">
        <button id="patients" type="button" onClick={() => void act(() => listPatients('patients', order))}>
          List patients
        </button>
        <button id="staff" type="button" onClick={() => void act(() => listPatients('staff', order))}>
          List staff
        </button>
        <button id="classic" type="button" onClick={() => void act(() => listPatients('classic', order))}>
          List patients, classic
        </button>
      </div>
      <fieldset className="line">
        <legend>Challenges in a 401</legend>
        {Object.entries(orders).map(([value, label]) => (
          <label key={value}>
            <input type="radio" name="order" value={value} checked={order === value} onChange={() => setOrder(value)} />{' '}
            {label}
          </label>
        ))}
      </fieldset>
      <p id="order-warning" className="hint" hidden={order === 'none'}>
        Browsers may open a dialog of their own for Basic, and the page waits. “None” sends{' '}
        <code>Disable-WWW-Authenticate: true</code>.
      </p>
      <Output id="openmrs-output" outcome={orNothing(outcome)} />
      <Fail what="patients">
        <FailButton control="expire-openmrs-session" onDone={say}>
          Expire the OpenMRS session
        </FailButton>
      </Fail>
    </section>
  )
}
