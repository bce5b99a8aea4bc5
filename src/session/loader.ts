import type { Convention } from '../verdict/index.js'
import { reportError } from './store.js'

/** The parts that are files of their own, and may be missing: a deployment removed them, or there is no network. */
export interface LazyParts<S> {
  /** What judges and acts. */
  readonly engine: () => Promise<S>
  /** The conventions of an app that gave none. */
  readonly conventions: () => Promise<readonly Convention[]>
}

/** Loads the parts together, and what failed once more at the next call. */
export interface Loader {
  /** Without the conventions, the rules of HTTP and OAuth judge (RFC 9110 §11, RFC 6750). */
  readonly conventions: () => readonly Convention[]
  /** True when nothing is missing. */
  readonly isComplete: () => boolean
  /** Resolves when no part is waited for any more. Never rejects. */
  readonly load: () => Promise<void>
  /** Rejects when a part is missing. */
  readonly loadAll: () => Promise<void>
}

/** `given` are the app's own conventions; `arrive` is called once, with the engine. */
export function createLoader<S>(
  parts: LazyParts<S>,
  given: readonly Convention[] | undefined,
  arrive: (engine: S) => void,
): Loader {
  let conventions = given
  let hasEngine = false
  let pending: Promise<void> | undefined
  let error: unknown
  let isReported = false

  const note = (reason: unknown): void => {
    error = reason
    // Each refusal tries again, and one report is enough.
    if (!isReported) {
      isReported = true
      reportError(new Error('createAuth: a part of why401 could not be loaded', { cause: reason }))
    }
  }
  const isComplete = (): boolean => hasEngine && conventions !== undefined
  const loadEngine = async (): Promise<void> => {
    const engine = await parts.engine()
    hasEngine = true
    arrive(engine)
  }
  const loadConventions = async (): Promise<void> => {
    conventions = await parts.conventions()
  }
  const loadMissing = async (): Promise<void> => {
    await Promise.all([
      hasEngine || loadEngine().catch(note),
      conventions === undefined && loadConventions().catch(note),
    ])
    pending = undefined
  }
  const load = (): Promise<void> => (isComplete() ? Promise.resolve() : (pending ??= loadMissing()))

  return {
    conventions: () => conventions ?? [],
    isComplete,
    load,
    loadAll: async () => {
      await load()
      if (!isComplete()) throw error
    },
  }
}
