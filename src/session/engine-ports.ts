import { hasGlobal, isPage, isWorker } from './platform.js'
import { type EarlyPorts, listen, type Ports } from './ports.js'
import { openSharedId } from './tabs/id-store.js'

/** The browser's own, beside those that were there before the engine. Without a document or a worker (a server, node) there are no tabs. */
export function addEnginePorts(early: EarlyPorts): Ports {
  const here: Ports = { ...early, visible: () => true, onShow: () => () => {} }
  if (!isPage() && !isWorker()) return here
  const { locks } = globalThis.navigator ?? {}
  return {
    ...here,
    ...(locks && { lock: (name, options, act) => locks.request(name, options, act) }),
    ...(hasGlobal('indexedDB') && { epoch: openSharedId }),
    ...(isPage() && pagePorts()),
  }
}

function pagePorts(): Pick<Ports, 'visible' | 'onShow' | 'onLeave'> {
  return {
    visible: () => document.visibilityState === 'visible',
    // Safari on iOS emits `pagehide` only.
    onLeave: (act) => listen(act, 'beforeunload', 'pagehide'),
    onShow: (act) => {
      const shown = (): void => {
        if (document.visibilityState === 'visible') act()
      }
      // Out of the back/forward cache comes `pageshow` alone; a lock that was held may be lost by then.
      globalThis.addEventListener('pageshow', shown)
      document.addEventListener('visibilitychange', shown)
      return () => {
        globalThis.removeEventListener('pageshow', shown)
        document.removeEventListener('visibilitychange', shown)
      }
    },
  }
}
