import { type ReactElement, useEffect, useState } from 'react'
import { describe } from 'why401'
import { useAuth, useIntegration } from 'why401/react'

export function Orders(): ReactElement {
  const auth = useAuth()
  const [orders, setOrders] = useState<readonly string[]>([])

  useEffect(() => {
    const controller = new AbortController()
    async function load(): Promise<void> {
      const response = await auth.fetch('/api/orders', { signal: controller.signal })
      if (response.ok) setOrders(await response.json())
    }
    // Aborted when the login page takes over: the orders are asked for again when the user comes back.
    load().catch(() => undefined)
    return () => controller.abort()
  }, [auth])

  async function signOut(): Promise<void> {
    await auth.fetch('/api/session', { method: 'DELETE' })
    auth.signedOut()
  }

  return (
    <main>
      <ReconnectNotice integration="meteo" name="Meteo" />
      <ul>
        {orders.map((order) => (
          <li key={order}>{order}</li>
        ))}
      </ul>
      <button type="button" onClick={() => void signOut()}>
        Sign out
      </button>
    </main>
  )
}

/** There while a third party refuses the key that is stored for it, in this tab or another. The user stays signed in. */
export function ReconnectNotice({
  integration,
  name,
}: {
  readonly integration: string
  readonly name: string
}): ReactElement | undefined {
  const auth = useAuth()
  const { verdict, fixed } = useIntegration(integration)
  if (!verdict) return undefined
  const { title, detail, action } = describe({ ...verdict, integration: name })

  async function storeKey(form: FormData): Promise<void> {
    const response = await auth.fetch(`/api/integrations/${integration}/key`, { method: 'PUT', body: form })
    if (response.ok) fixed()
  }

  return (
    <form role="alert" action={storeKey}>
      <h2>{title}</h2>
      <p>{detail}</p>
      <label>
        New key <input name="key" autoComplete="off" required />
      </label>
      <button type="submit">{action}</button>
    </form>
  )
}
