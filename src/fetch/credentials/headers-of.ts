import { isRequest } from '../request-kind.js'
import type { FetchArguments } from '../replay/replay.js'

/** The headers of one attempt, as they are given to the carrier. */
export function headersOf([input, init]: FetchArguments): HeadersInit {
  return init?.headers ?? (isRequest(input) ? input.headers : [])
}
