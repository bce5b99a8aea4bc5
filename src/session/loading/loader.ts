import type { Convention } from '../../verdict/index.js'
import type { Engine } from '../engine.js'
import type { EngineContext } from '../engine-context.js'
import { reportError } from '../store.js'

/** Starts the part of a session that classifies refusals and acts on them. */
export type StartEngine<E extends Engine> = (context: EngineContext<E>) => E

/** The engine, where it was imported together with the app; else where it comes from. */
export type EngineParts<E extends Engine> = StartEngine<E> | LazyParts<StartEngine<E>>

/** The parts that are files of their own, and may be missing: a deployment removed them, or there is no network. */
export interface LazyParts<S> {
  /** What judges and acts. */
  readonly engine: () => Promise<S>
  /** The conventions of an app that gave none. */
  readonly conventions: () => Promise<readonly Convention[]>
}

/** Loads the parts that are missing together, and what failed once more at the next call. */
export interface Loader {
  /** Loads before anything waits. A failure is not reported: the user may have left the page. */
  readonly loadAhead: () => void
  /** Resolves when no part is waited for any more; undefined when none is missing. Never rejects. */
  readonly load: () => Promise<void> | undefined
  /** Rejects when a part is missing. */
  readonly loadAll: () => Promise<void>
}

export function createLoader(parts: readonly (() => Promise<void>)[]): Loader {
  const missing = new Set(parts)
  let pending: Promise<void> | undefined
  let failure: unknown
  let isWaitedFor = false
  let wasReported = false
  const loadMissing = async (): Promise<void> => {
    const note = (cause: unknown): void => void (failure = cause)
    await Promise.all(Array.from(missing, (part) => part().then(() => missing.delete(part), note)))
    pending = undefined
    // Each refusal tries again, and one report is enough.
    if (missing.size === 0 || !isWaitedFor || wasReported) return
    wasReported = true
    reportError(new Error('createAuth: a part of why401 could not be loaded', { cause: failure }))
  }
  const start = (): Promise<void> | undefined => (missing.size > 0 ? (pending ??= loadMissing()) : undefined)
  const load: Loader['load'] = () => {
    isWaitedFor = true
    return start()
  }
  return {
    loadAhead: () => void start(),
    load,
    loadAll: async () => {
      await load()
      if (missing.size > 0) throw failure
    },
  }
}
