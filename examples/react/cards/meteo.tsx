import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useRef, useState } from 'react'
import { useAuthEvent, useIntegration } from 'why401/react'
import { forecast, NoAnswer } from '../../client/meteo.ts'
import { Fail, FailButton } from './fail.tsx'
import { outcomeOf, Output, useAction } from './outcome.tsx'
import { RelaySelect } from './relay-select.tsx'
import { StoreKey } from './store-key.tsx'

interface Properties {
  /** The way in which the backend relays Meteo's refusals; for the example only. */
  readonly relay: string
  readonly onRelay: (relay: string) => void
  /** Whether the page was opened to change the key. */
  readonly focused: boolean
}

export function Meteo({ relay, onRelay, focused }: Properties): ReactElement {
  const [key, setKey] = useState('')
  const [hasWorked, setWorked] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const { outcome, say, forget } = useAction()
  const isBroken = useIntegration('meteo').verdict !== undefined
  useAuthEvent('integration-fixed', ({ integration }) => integration === 'meteo' && setWorked(true))
  const weather = useQuery({
    queryKey: ['integrations', 'meteo', 'forecast'],
    queryFn: () => forecast(relay),
    // Runs on demand, and again when the key was replaced.
    enabled: ({ state }) => state.status !== 'pending',
    // No retry here: a request without an answer may be a 407, and a retry gets the same.
    retry: false,
  })
  const isConnected = hasWorked || weather.data !== undefined

  async function getForecast(): Promise<void> {
    forget()
    const { error } = await weather.refetch()
    if (error instanceof NoAnswer) field.current?.focus()
  }

  function stored(): void {
    setKey('')
    setWorked(true)
    say('The key is stored.')
  }

  return (
    <section id="meteo" className="card" aria-labelledby="meteo-title">
      <div className="card-head">
        <h2 id="meteo-title">Weather</h2>
        <MeteoState isBroken={isBroken} isConnected={isConnected} />
      </div>
      <p className="lead">From Meteo, a third party, with a key that you store here.</p>
      <StoreKey value={key} onChange={setKey} onStored={stored} relay={relay} field={field} focused={focused} />
      <div className="line">
        <button id="forecast" type="button" onClick={() => void getForecast()}>
          Get forecast
        </button>
        <RelaySelect value={relay} onChange={onRelay} />
      </div>
      <Output id="meteo-output" outcome={outcome ?? outcomeOf(weather, (sentence) => sentence)} />
      <Fail what="weather">
        <FailButton control="revoke-integration-key" onDone={say}>
          Meteo revokes my key
        </FailButton>
        <FailButton control="create-integration-key" onDone={say} onKey={setKey}>
          Meteo makes a new key
        </FailButton>
      </Fail>
    </section>
  )
}

function MeteoState({
  isBroken,
  isConnected,
}: {
  readonly isBroken: boolean
  readonly isConnected: boolean
}): ReactElement {
  if (isBroken) {
    return (
      <span id="meteo-state" className="pill" role="status" data-state="reconnect">
        needs a new key
      </span>
    )
  }
  if (isConnected) {
    return (
      <span id="meteo-state" className="pill" role="status" data-state="connected">
        connected
      </span>
    )
  }
  return (
    <span id="meteo-state" className="pill" role="status">
      not asked yet
    </span>
  )
}
