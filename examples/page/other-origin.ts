import { act } from './action.ts'
import { otherApi } from './auth.ts'
import { byId } from './element.ts'

const output = byId('other-output', HTMLOutputElement)
const expose = byId('expose', HTMLInputElement)

async function askWho(): Promise<string> {
  const searchParams = { expose: expose.checked ? '1' : '0' }
  const { username } = await otherApi.get('cors/me', { searchParams }).json<{ username: string }>()
  return `You are ${username} there.`
}

export function startOtherOrigin(): void {
  byId('ask-other', HTMLButtonElement).addEventListener('click', () => void act(output, askWho))
}
