import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useAuthEvent, useIntegration } from 'why401/react'
import { madeKey } from '../../client/break/controls.ts'
import { cards } from '../../client/cards.ts'
import { forecast, NoAnswer } from '../../client/meteo.ts'
import { useUserGone } from '../use-user-gone.ts'
import { Card } from './card.tsx'
import { outcomeOf, useAction } from './outcome.tsx'
import { StoreKey } from './store-key.tsx'
import { Tile } from './tile.tsx'

/** `focused`: whether the page was opened to change the key. */
export function Meteo({ focused }: { readonly focused: boolean }): ReactElement {
  const [key, setKey] = useState('')
  const [hasWorked, setWorked] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const { outcome, say, forget } = useAction()
  const isBroken = useIntegration('meteo').verdict !== undefined
  useAuthEvent('integration-fixed', ({ integration }) => integration === 'meteo' && setWorked(true))
  // EXAMPLE ONLY: the key that Meteo made.
  useEffect(() => madeKey.subscribe((made = '') => setKey(made)), [])
  const weather = useQuery({
    queryKey: ['integrations', 'meteo', 'forecast'],
    queryFn: forecast,
    // Runs on demand, and again when the key was replaced.
    enabled: ({ state }) => state.status !== 'pending',
    // No retry here: a request without an answer may be a 407, and a retry gets the same.
    retry: false,
  })
  const isConnected = hasWorked || weather.data !== undefined
  useUserGone(() => {
    forget()
    setWorked(false)
  })

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

  const head = (
    <>
      <MeteoState isBroken={isBroken} isConnected={isConnected} />
      <button id="forecast" type="button" onClick={() => void getForecast()}>
        Get forecast
      </button>
    </>
  )
  return (
    <Card name="meteo" words={cards.meteo} head={head}>
      <Tile
        id="meteo-output"
        outcome={outcome ?? outcomeOf(weather, (sentence) => sentence)}
        empty={cards.meteo.empty}
      />
      <StoreKey value={key} onChange={setKey} onStored={stored} field={field} focused={focused} />
    </Card>
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
