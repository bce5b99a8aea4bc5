import type { StoragePort } from '../ports.js'

/** What is kept of a token endpoint's answer. */
export interface TokenRecord {
  readonly accessToken: string
  readonly refreshToken?: string
  /** Milliseconds since 1970. */
  readonly renewAt?: number
}

/** Keeps one record; what the storage forbids, or holds, never throws. */
export interface TokenStore {
  /** The same object for as long as nothing was written, here or in another tab; undefined where there is none. */
  readonly read: () => TokenRecord | undefined
  readonly write: (record: TokenRecord | undefined) => void
  /** Removes what this tab read or wrote last; what another tab wrote since stays. */
  readonly forget: () => void
}

export function createTokenStore(storage: StoragePort | undefined, key: string): TokenStore {
  let text: string | null = null
  let record: TokenRecord | undefined
  /** False once the storage failed: then what this tab knows counts, and no other tab hears of it. */
  let canStore = storage !== undefined
  const read: TokenStore['read'] = () => {
    const stored = canStore ? readText(storage, key) : text
    if (stored === undefined) canStore = false
    else if (stored !== text) {
      text = stored
      record = parseRecord(stored)
    }
    return record
  }
  const write: TokenStore['write'] = (next) => {
    record = next
    text = next === undefined ? null : JSON.stringify(next)
    canStore = storage !== undefined && writeText(storage, key, text)
  }
  return {
    read,
    write,
    forget: () => {
      const known = record
      if (read() === known) write(undefined)
    },
  }
}

/** Undefined where the storage cannot be read. */
function readText(storage: StoragePort | undefined, key: string): string | null | undefined {
  try {
    return storage?.getItem(key) ?? null
  } catch {
    return undefined
  }
}

/** False where the storage is full or forbidden: what it holds then is gone, since no other tab may take it for current. */
function writeText(storage: StoragePort, key: string, text: string | null): boolean {
  try {
    if (text !== null) storage.setItem(key, text)
    else storage.removeItem(key)
    return true
  } catch {
    if (text !== null) writeText(storage, key, null)
    return false
  }
}

/** Undefined for what this app did not write: any script of this origin can write there. */
function parseRecord(text: string | null): TokenRecord | undefined {
  let value: unknown
  try {
    value = JSON.parse(text ?? 'null')
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { accessToken, refreshToken, renewAt } = value as { readonly [name in keyof TokenRecord]?: unknown }
  if (typeof accessToken !== 'string' || accessToken === '') return undefined
  return {
    accessToken,
    ...(typeof refreshToken === 'string' && { refreshToken }),
    ...(typeof renewAt === 'number' && Number.isFinite(renewAt) && { renewAt }),
  }
}
