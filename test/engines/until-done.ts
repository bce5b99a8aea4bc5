const INTERVAL_MS = 50
/** A ceiling for a loaded machine, not an expectation. */
const TIMEOUT_MS = 60_000
/** What a driver says of an element that the page replaced, or that something still covers. */
const passing = /stale|not attached|detached|intercepted|interactable|outside of the viewport/i

/** Acts until it is done; an element that the page replaced between two commands is looked for again. */
export async function untilDone(act: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + TIMEOUT_MS
  for (;;) {
    try {
      if (await act()) return
    } catch (error) {
      if (!passing.test(String(error)) || performance.now() > end) throw error
    }
    if (performance.now() > end) throw new Error(`not done within ${TIMEOUT_MS} ms: ${String(act)}`)
    await new Promise((resolve) => {
      setTimeout(resolve, INTERVAL_MS)
    })
  }
}
