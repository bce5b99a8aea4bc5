/** What the browser forbids is as if it were not there. */
export function openSafely<T>(open: () => T): T | undefined {
  try {
    return open()
  } catch {
    return undefined
  }
}
