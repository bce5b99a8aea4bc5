import { inDevelopment, warnOnce } from '../development/warn.js'

/** Names that a session of this page has. */
const names = new Set<string>()

/** Takes note of a session's name, and tells a developer when another one of this page has it; returns its undo. */
export function noteName(name: string): () => void {
  inDevelopment(() => {
    if (names.has(name)) warnOnce('two-sessions', name)
    names.add(name)
  })
  return () => void names.delete(name)
}
