import type { Store } from 'why401'
import { auth } from '../auth.ts'
import { createStore } from '../store.ts'

const failed = createStore(false)
auth.on('resumed', ({ outcome }) => change(outcome === 'failed'))
auth.on('signed-out', () => change(false))

function change(hasFailed: boolean): void {
  if (failed.get() !== hasFailed) failed.set(hasFailed)
}

/** Whether the last renewal failed for a reason that may pass. Nobody was signed out for it. */
export const failedRenewal: Store<boolean> = { get: failed.get, subscribe: failed.subscribe }

/** Tries it once more; resolves with what to say. */
export async function tryAgain(): Promise<string> {
  return (await auth.renew()) ? '' : 'It failed again. Wait a little.'
}
