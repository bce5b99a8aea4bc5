import type { ThirdPartyKeyInvalid } from '../../verdict/index.js'
import type { StoragePort } from '../ports.js'
import { readBroken, writeBroken } from '../tabs/message.js'
import { integrationKey } from './integration-key.js'
import type { VetLink } from './manage-url.js'

type Broken = ReadonlyMap<string, ThirdPartyKeyInvalid>

/** How many integrations are remembered. */
export const MAX_INTEGRATIONS = 32

/** Keeps which integrations are broken over a reload; what the storage forbids, or holds, never throws. */
export interface IntegrationStorage {
  /** What the pages of this app left; undefined without a storage that can be read. */
  readonly load: () => Map<string, ThirdPartyKeyInvalid> | undefined
  readonly save: (broken: Broken) => void
}

export function createIntegrationStorage(
  storage: StoragePort | undefined,
  app: string,
  vetLink: VetLink,
): IntegrationStorage {
  const key = integrationKey(app)
  /** False once a write failed: what is stored then is older than what this page knows. */
  let isCurrent = true
  return {
    load: () => {
      if (!storage || !isCurrent) return undefined
      try {
        return parse(storage.getItem(key), vetLink)
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

/** Undefined for what this app did not write: any script of this origin can write there. */
function parse(text: string | null, vetLink: VetLink): Map<string, ThirdPartyKeyInvalid> | undefined {
  const broken = new Map<string, ThirdPartyKeyInvalid>()
  const list: unknown = JSON.parse(text ?? '[]')
  if (!Array.isArray(list)) return undefined
  for (const item of list.slice(0, MAX_INTEGRATIONS)) {
    const verdict = readBroken(item)
    if (verdict) broken.set(verdict.integration, vetLink(verdict))
  }
  return broken
}
