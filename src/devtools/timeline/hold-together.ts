/**
 * Lets several users hold one thing. The function that it returns takes a hold, and returns what lets go of it; `stop` runs when
 * the last user has let go.
 */
export function holdTogether(stop: () => void): () => () => void {
  let users = 0
  return () => {
    users += 1
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      users -= 1
      if (users === 0) stop()
    }
  }
}
