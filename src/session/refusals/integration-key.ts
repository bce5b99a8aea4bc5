import type { StoragePort } from '../ports.js'

const KEY = 'why401:integrations'

/** Where the broken integrations of an app are kept. */
export function integrationKey(app: string): string {
  return app === '' ? KEY : `${KEY}:${app}`
}

/** Whether an earlier page, or another tab, left a broken integration. */
export function hasStoredIntegrations(storage: StoragePort | undefined, app: string): boolean {
  try {
    return typeof storage?.getItem(integrationKey(app)) === 'string'
  } catch {
    return false
  }
}
