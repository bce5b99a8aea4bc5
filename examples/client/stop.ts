/** The user stopped what waited: the rejection of its requests. */
export class Stopped extends Error {
  override readonly name = 'Stopped'

  constructor() {
    super('You stopped it.')
  }
}

let controller = new AbortController()

/** The signal of the requests that the user may stop. */
export const stopSignal = (): AbortSignal => controller.signal

/** Ends every request that is under way or waits; a renewal or sign-in that they waited for goes on by itself. */
export function stopRequests(): void {
  controller.abort(new Stopped())
  controller = new AbortController()
}
