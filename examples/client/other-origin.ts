import { otherApi } from './auth.ts'
import { stopSignal } from './stop.ts'

/** `exposed`: whether the server exposes its challenge to the page; for the example only. */
export async function askWho(exposed: boolean): Promise<string> {
  const { username } = await otherApi
    .get('cors/me', { searchParams: { expose: exposed ? '1' : '0' }, signal: stopSignal() })
    .json<{ username: string }>()
  return `You are ${username} there.`
}
