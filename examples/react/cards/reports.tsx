import type { ReactElement } from 'react'
import { reports } from '../../client/reports.ts'
import { Fail, FailButton } from './fail.tsx'
import { orNothing, Output, useAction } from './outcome.tsx'

export function Reports(): ReactElement {
  const { outcome, act, say } = useAction()
  return (
    <section className="card" aria-labelledby="reports-title">
      <h2 id="reports-title">Reports</h2>
      <p className="lead">Bearer tokens that live for a minute, and renew themselves.</p>
      <div className="line">
        <button id="list-reports" type="button" onClick={() => void act(reports.list)}>
          List reports
        </button>
        <button id="list-five" type="button" onClick={() => void act(reports.five)}>
          Five times at once
        </button>
        <button id="finance" type="button" onClick={() => void act(reports.finance)}>
          Finance
        </button>
        <button id="approve" type="button" onClick={() => void act(reports.approve)}>
          Approve hours
        </button>
        <button id="signed" type="button" onClick={() => void act(reports.signed)}>
          Signed (DPoP)
        </button>
      </div>
      <Output id="reports-output" outcome={orNothing(outcome)} />
      <Fail what="reports">
        <FailButton control="expire-access-tokens" onDone={say}>
          Expire access tokens
        </FailButton>
        <FailButton control="revoke-access-tokens" onDone={say}>
          Revoke access tokens
        </FailButton>
        <FailButton control="revoke-refresh-tokens" onDone={say}>
          Revoke refresh tokens
        </FailButton>
        <FailButton control="replace-dpop-nonce" onDone={say}>
          Replace the nonce
        </FailButton>
      </Fail>
    </section>
  )
}
