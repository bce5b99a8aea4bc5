import { type ReactElement, useState } from 'react'
import { cards } from '../../client/cards.ts'
import { reports } from '../../client/reports.ts'
import type { Sheet } from '../../client/sheet.ts'
import { useUserGone } from '../use-user-gone.ts'
import { Card } from './card.tsx'
import { orNothing, Output, useAction } from './outcome.tsx'
import { SheetView } from './sheet.tsx'

export function Reports(): ReactElement {
  const { outcome, act, forget } = useAction()
  const [report, setReport] = useState<Sheet>()
  useUserGone(() => {
    forget()
    setReport(undefined)
  })

  /** A refusal leaves the report that is open where it is. */
  const open = (work: () => Promise<Sheet>): void =>
    void act(async () => {
      const next = await work()
      setReport(next)
      return next.outcome
    })

  const list = (
    <button id="list-reports" type="button" onClick={() => open(reports.list)}>
      List reports
    </button>
  )
  return (
    <Card name="reports" words={cards.reports} head={list}>
      <SheetView sheet={report} empty={cards.reports.empty} />
      <div className="line">
        <button id="finance" type="button" onClick={() => open(reports.finance)}>
          Finance
        </button>
        <button id="approve" type="button" onClick={() => open(reports.approve)}>
          Approve hours
        </button>
        <button id="signed" type="button" onClick={() => open(reports.signed)}>
          Signed (DPoP)
        </button>
        <button id="list-five" type="button" onClick={() => open(reports.five)}>
          Five times at once
        </button>
      </div>
      <Output id="reports-output" outcome={orNothing(outcome)} />
    </Card>
  )
}
