import { openmrsAuth } from '../client/openmrs-auth.ts'
import { listPatients } from '../client/patients.ts'
import { act } from './action.ts'
import { byId } from './element.ts'
import { createSheetView } from './sheet.ts'

const output = byId('openmrs-output', HTMLOutputElement)
const pill = byId('openmrs-state', HTMLSpanElement)
const sheet = createSheetView(byId('openmrs-sheet', HTMLElement))

export function startOpenmrs(): void {
  for (const what of ['patients', 'staff', 'classic'] as const) {
    byId(what, HTMLButtonElement).addEventListener('click', () => void open(what))
  }
  openmrsAuth.state.subscribe(({ status }) => {
    pill.textContent = status.replace('-', ' ')
    pill.dataset.state = status
  })
}

async function open(what: Parameters<typeof listPatients>[0]): Promise<void> {
  await act(output, async () => {
    const found = await listPatients(what)
    sheet.show(found)
    return found.outcome
  })
}
