import ky from 'ky'

/** EXAMPLE ONLY: makes something fail at the server; resolves with a new key where one was made. A real app has nothing like it. */
export async function makeFail(control: string): Promise<string | undefined> {
  const { key } = await ky.post(`/api/debug/${control}`).json<{ key?: string }>()
  return key
}
