import { vi } from 'vitest'

/** A promise that the test opens when it is time. */
export interface Gate<T> {
  readonly opened: Promise<T>
  readonly open: (value: T) => void
}

export function gate<T = void>(): Gate<T> {
  let open: (value: T) => void = () => {}
  const opened = new Promise<T>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

/** Waits until `check` no longer throws: quick when all is well, patient on a busy machine. */
export function until(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 5_000, interval: 5 })
}
