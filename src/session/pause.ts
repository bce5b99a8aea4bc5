import type { Ports } from './ports.js'

/** Waits `ms`. */
export function pause(ms: number, { after }: Pick<Ports, 'after'>): Promise<void> {
  return new Promise((resolve) => {
    after(ms, resolve)
  })
}
