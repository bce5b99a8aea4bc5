import { openmrsAuth } from '../client/openmrs-auth.ts'
import { listPatients } from '../client/patients.ts'
import { act } from './action.ts'
import { byId } from './element.ts'

const output = byId('openmrs-output', HTMLOutputElement)
const warning = byId('order-warning', HTMLParagraphElement)
const pill = byId('openmrs-state', HTMLSpanElement)

const order = (): string => document.querySelector<HTMLInputElement>('input[name="order"]:checked')?.value ?? 'none'

export function startOpenmrs(): void {
  for (const what of ['patients', 'staff', 'classic'] as const) {
    byId(what, HTMLButtonElement).addEventListener('click', () => void act(output, () => listPatients(what, order())))
  }
  for (const radio of document.querySelectorAll('input[name="order"]')) {
    radio.addEventListener('change', () => {
      warning.hidden = order() === 'none'
    })
  }
  openmrsAuth.state.subscribe(({ status }) => {
    pill.textContent = status.replace('-', ' ')
    pill.dataset.state = status
  })
}
