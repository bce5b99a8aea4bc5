import { type ReactElement, type RefObject, type SyntheticEvent, useState } from 'react'
import { failureOf } from '../../client/failure.ts'
import { storeKey } from '../../client/meteo.ts'

interface Properties {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onStored: () => void
  readonly field: RefObject<HTMLInputElement | null>
  readonly focused: boolean
}

/** The backend tries the key before it stores it. */
export function StoreKey({ value, onChange, onStored, field, focused }: Properties): ReactElement {
  const [error, setError] = useState('')

  async function store(event: SyntheticEvent): Promise<void> {
    event.preventDefault()
    setError('')
    await storeKey(value).then(onStored, (failure: unknown) => setError(failureOf(failure)))
  }

  return (
    <form id="store-key" className="line" onSubmit={(event) => void store(event)}>
      <label htmlFor="meteo-key">Meteo key</label>
      <input
        ref={field}
        id="meteo-key"
        required
        pattern="[A-Za-z0-9_\-]{1,100}"
        autoComplete="off"
        spellCheck={false}
        placeholder="meteo-good-key"
        autoFocus={focused}
        aria-invalid={error !== '' || undefined}
        aria-describedby="meteo-key-error"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <button type="submit">Store</button>
      <p id="meteo-key-error" className="error" role="alert">
        {error}
      </p>
    </form>
  )
}
