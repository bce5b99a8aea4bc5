// #region mutator
import type { Auth } from 'why401'

let auth: Auth | undefined

export function setAuth(next: Auth): void {
  auth = next
}

/** What the generated functions send with: orval's `mutator`. */
export async function authFetch<T>(url: string, init: RequestInit): Promise<T> {
  if (!auth) throw new Error('setAuth comes first')
  const response = await auth.strictFetch(new URL(url, apiBase), init)
  if (!response.ok) throw new Error(`HTTP ${response.status}`, { cause: response })
  return { status: response.status, headers: response.headers, data: await response.json() } as T
}
// #endregion

let apiBase = ''

export function setBase(base: string): void {
  apiBase = base
}
