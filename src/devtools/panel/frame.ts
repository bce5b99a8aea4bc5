/** Draws at most once a frame of a window. */
export interface Frame {
  readonly schedule: () => void
  readonly cancel: () => void
}

export function createFrame(view: Window, draw: () => void): Frame {
  let frame = 0
  return {
    schedule: () => {
      frame ||= view.requestAnimationFrame(() => {
        frame = 0
        draw()
      })
    },
    cancel: () => {
      view.cancelAnimationFrame(frame)
      frame = 0
    },
  }
}
