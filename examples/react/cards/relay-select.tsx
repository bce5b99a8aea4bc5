import type { ReactElement } from 'react'

const ways = {
  403: '403, as recommended',
  401: '401, as it came',
  400: '400',
  407: '407',
  409: '409',
  422: '422',
  424: '424',
  502: '502',
  200: '200, error inside',
}
const order = ['403', '401', '400', '407', '409', '422', '424', '502', '200'] as const

/** EXAMPLE ONLY: chooses the way in which the backend relays Meteo's refusals. */
export function RelaySelect({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (value: string) => void
}): ReactElement {
  return (
    <span className="pair">
      <label htmlFor="relay">Refusals come as</label>
      <select id="relay" value={value} onChange={(event) => onChange(event.target.value)}>
        {order.map((way) => (
          <option key={way} value={way}>
            {ways[way]}
          </option>
        ))}
      </select>
    </span>
  )
}
