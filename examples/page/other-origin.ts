import { askWho } from '../client/other-origin.ts'
import { act } from './action.ts'
import { byId } from './element.ts'

const output = byId('other-output', HTMLOutputElement)
const expose = byId('expose', HTMLInputElement)

export function startOtherOrigin(): void {
  byId('ask-other', HTMLButtonElement).addEventListener('click', () => void act(output, () => askWho(expose.checked)))
}
