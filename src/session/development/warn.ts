import { isDevelopment } from './is-development.js'

const said = new Set<string>()

/** Warns a developer once for each `code`; a production build says nothing. Each code is a heading of docs/troubleshooting.md. */
export function warnOnce(code: string, text: string): void {
  if (said.has(code) || !isDevelopment()) return
  said.add(code)
  console.warn(`why401: ${text} (docs/troubleshooting.md#${code})`)
}
