import type { Convention } from '../verdict/index.js'
import type { Engine } from './engine.js'
import type { EngineContext } from './engine-context.js'
import { reportError } from './store.js'

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

/** Loads the parts together, and what failed once more at the next call. */
export interface Loader {
  /** Undefined while they are missing. */
  readonly conventions: () => readonly Convention[] | undefined
  /** Resolves when no part is waited for any more; undefined when none is missing. Never rejects. */
  readonly load: () => Promise<void> | undefined
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
  let isEngineMissing = true
  let pending: Promise<void> | undefined
  let failure: { readonly cause: unknown } | undefined

  const note = (cause: unknown): void => {
    // Each refusal tries again, and one report is enough.
    if (!failure) reportError(new Error('createAuth: a part of why401 could not be loaded', { cause }))
    failure = { cause }
  }
  const loadEngine = async (): Promise<void> => {
    const engine = await parts.engine()
    isEngineMissing = false
    arrive(engine)
  }
  const loadConventions = async (): Promise<void> => {
    conventions = await parts.conventions()
  }
  const loadMissing = async (): Promise<void> => {
    await Promise.all([isEngineMissing && loadEngine().catch(note), conventions ?? loadConventions().catch(note)])
    pending = undefined
  }
  const isComplete = (): boolean => !isEngineMissing && conventions !== undefined
  const load = (): Promise<void> | undefined => (isComplete() ? undefined : (pending ??= loadMissing()))

  return {
    conventions: () => conventions,
    load,
    loadAll: async () => {
      await load()
      if (!isComplete()) throw failure?.cause
    },
  }
}
