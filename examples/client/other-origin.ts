import { otherApi } from './auth.ts'
import { manner } from './break/manner.ts'
import { stopSignal } from './stop.ts'

export async function askWho(): Promise<string> {
  // EXAMPLE ONLY: whether the server exposes its challenge to the page.
  const expose = manner.get().isExposed ? '1' : '0'
  const { username } = await otherApi
    .get('cors/me', { searchParams: { expose }, signal: stopSignal() })
    .json<{ username: string }>()
  return `You are ${username} there.`
}
