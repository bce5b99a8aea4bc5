import { askWho } from '../client/other-origin.ts'
import { act, forgetWithUser } from './action.ts'
import { byId } from './element.ts'

const output = byId('other-output', HTMLOutputElement)

export function startOtherOrigin(): void {
  byId('ask-other', HTMLButtonElement).addEventListener('click', () => void act(output, askWho))
  forgetWithUser(output)
}
