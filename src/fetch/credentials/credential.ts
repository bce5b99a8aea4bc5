import type { Session } from '../../session/index.js'
import type { FetchArguments } from '../replay/replay.js'
import { headersOf } from './headers-of.js'

const credentialName = /^(?:proxy-)?authorization$|^dpop$|token|session|(?:^|-)auth(?:-|$)/
/** A key of an app or of a tenant stays the same when the user signs in, unless it is what `authorize` puts on. */
const keyName = /api-?key/
const forgeryGuard = /csrf|xsrf/

/**
 * The credential headers of an attempt as one string, to tell whether a replay carries another credential; undefined where
 * there are none. API keys count where `authorize` may have put them on.
 */
export function credentialOf(args: FetchArguments, { options }: Pick<Session, 'options'>): string | undefined {
  const found: string[] = []
  for (const [name, value] of new Headers(headersOf(args))) {
    const isCredential = credentialName.test(name) || (options.authorize !== undefined && keyName.test(name))
    if (isCredential && !forgeryGuard.test(name)) found.push(`${name}: ${value}`)
  }
  return found.length > 0 ? found.join('\n') : undefined
}
