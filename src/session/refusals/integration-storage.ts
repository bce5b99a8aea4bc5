import type { ThirdPartyKeyInvalid } from '../../verdict/index.js'
import type { StoragePort } from '../ports.js'
import { readBroken, writeBroken } from '../tabs/message.js'

type Broken = ReadonlyMap<string, ThirdPartyKeyInvalid>

const KEY = 'why401:integrations'
/** How many integrations are remembered. */
export const MAX_INTEGRATIONS = 32

/** Keeps which integrations are broken over a reload; what the storage forbids, or holds, never throws. */
export interface IntegrationStorage {
  /** What the pages of this app left; undefined without a storage that can be read. */
  readonly load: () => Map<string, ThirdPartyKeyInvalid> | undefined
  readonly save: (broken: Broken) => void
}

export function createIntegrationStorage(storage: StoragePort | undefined, app: string): IntegrationStorage {
  const key = app === '' ? KEY : `${KEY}:${app}`
  /** False once a write failed: what is stored then is older than what this page knows. */
  let isCurrent = true
  return {
    load: () => {
      if (storage === undefined || !isCurrent) return undefined
      try {
        return parse(storage.getItem(key))
      } catch {
        return undefined
      }
    },
    save: (broken) => {
      try {
        const list = [...broken].map(([integration, verdict]) => writeBroken({ ...verdict, integration }))
        if (list.length === 0) storage?.removeItem(key)
        else storage?.setItem(key, JSON.stringify(list))
        isCurrent = true
      } catch {
        isCurrent = false
        // The storage is full, or forbidden: the prompt is there until the next reload.
      }
    },
  }
}

function parse(text: string | null): Map<string, ThirdPartyKeyInvalid> {
  const broken = new Map<string, ThirdPartyKeyInvalid>()
  try {
    const list: unknown = JSON.parse(text ?? '[]')
    for (const item of Array.isArray(list) ? list.slice(0, MAX_INTEGRATIONS) : []) {
      const verdict = readBroken(item)
      if (verdict) broken.set(verdict.integration, verdict)
    }
  } catch {
    // Any script of this origin can write there.
  }
  return broken
}
