import type { FetchMode, Session } from '../session/index.js'
import type { Credentials } from './credentials/apply-credentials.js'
import type { Call } from './call.js'
import type { Carrier } from './carrier.js'
import type { Client } from './client.js'
import type { FetchEngine } from './engine.js'
import type { FetchArguments } from './replay/replay.js'

/** What one fetch of ours is made of. */
export interface Wire {
  readonly session: Session<FetchEngine>
  readonly mode: FetchMode
  readonly client: Client
  readonly credentials: Credentials
  readonly carrier: Carrier
  /** Whether an absolute URL has a listed origin. */
  readonly isOwn: (url: string) => boolean
  /** Sends a call anew, for `auth.retry`. */
  readonly repeat: (call: Call, args: FetchArguments) => Promise<Response>
}
