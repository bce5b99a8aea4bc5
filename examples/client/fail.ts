import ky from 'ky'

/**
 * EXAMPLE ONLY: makes requests fail at the server; resolves with the new key when the control makes one. A real app has
 * nothing like it.
 */
export async function makeFail(control: string): Promise<string | undefined> {
  const { key } = await ky.post(`/api/debug/${control}`).json<{ key?: string }>()
  return key
}
