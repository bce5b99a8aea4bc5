import { type ReactElement, useState } from 'react'
import { useAuthState } from 'why401/react'
import { cards } from '../../client/cards.ts'
import { listPatients } from '../../client/patients.ts'
import type { Sheet } from '../../client/sheet.ts'
import { Card } from './card.tsx'
import { orNothing, Output, useAction } from './outcome.tsx'
import { SheetView } from './sheet.tsx'

/** Every component here is below the provider of the other `auth`. */
export function Patients(): ReactElement {
  const { outcome, act } = useAction()
  const [people, setPeople] = useState<Sheet>()
  const status = useAuthState((state) => state.status)
  const isAsked = status !== 'unknown'

  const list = (what: Parameters<typeof listPatients>[0]): void =>
    void act(async () => {
      const found = await listPatients(what)
      setPeople(found)
      return found.outcome
    })

  const head = (
    <>
      <span id="openmrs-state" className="pill" role="status" data-state={isAsked ? status : undefined}>
        {isAsked ? status.replace('-', ' ') : 'not asked yet'}
      </span>
      <button id="patients" type="button" onClick={() => list('patients')}>
        List patients
      </button>
    </>
  )
  return (
    <Card name="openmrs" words={cards.openmrs} head={head}>
      <SheetView sheet={people} empty={cards.openmrs.empty} />
      <div className="line">
        <button id="staff" type="button" onClick={() => list('staff')}>
          List staff
        </button>
        <button id="classic" type="button" onClick={() => list('classic')}>
          List patients, classic
        </button>
      </div>
      <Output id="openmrs-output" outcome={orNothing(outcome)} />
    </Card>
  )
}
