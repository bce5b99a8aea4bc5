import { act } from './action.ts'
import { byId } from './element.ts'
import { openmrs, openmrsAuth, QUIET } from './openmrs-auth.ts'

interface Results {
  readonly results: readonly { readonly display: string }[]
}

const output = byId('openmrs-output', HTMLOutputElement)
const warning = byId('order-warning', HTMLParagraphElement)
const pill = byId('openmrs-state', HTMLSpanElement)

const order = (): string => document.querySelector<HTMLInputElement>('input[name="order"]:checked')?.value ?? 'none'

async function list(path: string): Promise<string> {
  // For the example only: a real page keeps the header that stops the challenges.
  const options = order() === 'none' ? {} : { searchParams: { order: order() }, headers: { [QUIET]: undefined } }
  const { results } = await openmrs.get(path, options).json<Results>()
  return results.map(({ display }) => display).join(', ')
}

export function startOpenmrs(): void {
  const paths = { patients: 'openmrs/patient', staff: 'openmrs/user', classic: 'openmrs-classic/patient' }
  for (const [id, path] of Object.entries(paths)) byId(id, HTMLButtonElement).addEventListener('click', () => void act(output, () => list(path)))
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
