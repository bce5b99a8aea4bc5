import { knownOutcome } from '../response/index.js'
import type { Attempt, Session } from '../session/index.js'
import type { Verdict } from '../verdict/index.js'
import { mayBeCached, pastCache } from './replay/cache.js'
import type { Call, Sent } from './call.js'
import { credentialOf } from './credentials/credential.js'
import { headersOf } from './credentials/headers-of.js'
import type { FetchEngine } from './engine.js'
import { possibleEffect } from './replay/effect.js'
import type { FetchArguments } from './replay/replay.js'
import { keptSize, sendAgain, whyNotAgain } from './replay/send-again.js'
import { isRequest } from './request-kind.js'
import { verdicts } from './verdicts/known-verdicts.js'
import { remember, rememberRequest } from './verdicts/remember.js'
import type { Wire } from './wire.js'

/** What a refusal led to. */
export interface Refusal {
  /** True when nothing was refused: the answer was looked into all the same. */
  readonly isSuccess: boolean
  /** What to send now; undefined when the request settles with its refusal. */
  readonly next: Sent | undefined
}

/** Brings a refusal before the session, and prepares the request once more where the session says so and nothing was done. */
export async function handleRefusal(
  engine: FetchEngine,
  wire: Wire,
  call: Call,
  sent: Sent,
  response: Response,
): Promise<Refusal> {
  const { session } = wire
  let verdict: Verdict | undefined
  const attempt = describeAttempt(wire, call, sent, response, (judged) => {
    verdict = judged
    const { replay } = call
    const repeat = async (): Promise<Response> => {
      assertSameUser(sent.snapshot.user, session.user.name())
      return wire.repeat(call, sendAgain(replay))
    }
    remember(call, response, judged, whyNotAgain(replay) ?? repeat, keptSize(replay))
    for (const [input] of [replay.first, sent.args]) rememberRequest(input, judged)
  })
  const isWanted = await engine.refused(response, attempt)
  const { blockedReason, summary } = attempt
  if (blockedReason !== undefined && (isWanted || isRenewable(session, attempt, verdict))) {
    console.warn(`why401: ${summary.method} ${summary.url} was not sent again: ${blockedReason}`)
  }
  const isSentAgain = isWanted && blockedReason === undefined
  return {
    // An open refusal that is sent again has no verdict yet, and the answer to a probe never has one.
    isSuccess: !isWanted && !verdict && call.mode !== 'probe',
    next: isSentAgain ? await prepareNext(engine, wire, call, attempt, response) : undefined,
  }
}

/** @throws TypeError when a request that was made as one user would be sent as another */
function assertSameUser(user: string | undefined, now: string | undefined): void {
  if (user === undefined || now === undefined || user === now) return
  throw new TypeError('retry: the request cannot be sent again: it was made as another user')
}

/** Whether a renewal could help. A request of the login itself, or of a handler, waits for none. */
function isRenewable(
  { options }: Pick<Session, 'options'>,
  { isHandedBack, mode, route: { role } }: Attempt,
  verdict: Verdict | undefined,
): boolean {
  if (mode === 'handler' || (role !== 'resource' && role !== 'integration')) return false
  return verdict?.kind === 'reauthenticate' && !isHandedBack && (options.renew ?? options.signIn) !== undefined
}

export function describeAttempt(
  { session, client }: Wire,
  { url, method, route, signal, replay, mode, memory, summary }: Call,
  { args, snapshot, replayed }: Sent,
  response: Pick<Response, 'type' | 'status' | 'redirected'>,
  judged: (verdict: Verdict) => void,
): Attempt {
  const credential = credentialOf(args, session)
  const asked = optionsOf(args)
  return {
    request: {
      url,
      method,
      headers: headersOf(args),
      credentials: asked.credentials,
      body: replay.body,
      readTimeout: client.readTimeout?.(args[1]),
    },
    summary,
    route,
    snapshot,
    replayed,
    mode,
    memory,
    credential,
    isHandedBack: isAskedFor(response, asked, credential),
    signal,
    judged,
    // The body decides too: it is known once the session has judged the answer, and not earlier.
    get blockedReason() {
      const { status, redirected } = response
      const outcome = knownOutcome(response)
      return whyNotAgain(replay) ?? possibleEffect(method, replay.body, { status, redirected, outcome })
    },
  }
}

/** The caller asked for a redirect as it is, or for the answer that a stranger gets. */
function isAskedFor(
  { type, status }: Pick<Response, 'type' | 'status'>,
  { redirect, credentials }: Pick<Request, 'redirect' | 'credentials'>,
  credential: string | undefined,
): boolean {
  const isRedirect = type === 'opaqueredirect' || (status >= 300 && status < 400)
  return (isRedirect && redirect === 'manual') || (credentials === 'omit' && credential === undefined)
}

function optionsOf([input, init]: FetchArguments): Pick<Request, 'redirect' | 'credentials'> {
  const own = isRequest(input) ? input : undefined
  return {
    redirect: init?.redirect ?? own?.redirect ?? 'follow',
    credentials: init?.credentials ?? own?.credentials ?? 'same-origin',
  }
}

/** The request once more; undefined where there is no reason to expect another answer. */
async function prepareNext(
  engine: FetchEngine,
  wire: Wire,
  call: Call,
  refused: Attempt,
  refusal: Response,
): Promise<Sent | undefined> {
  const { session } = wire
  for (;;) {
    if (!engine.canSendAgain(refused.snapshot)) return undefined
    const snapshot = session.snapshot()
    const args = await prepareAgain(wire, call, refusal)
    // `undefined`: disposed while the app looked for a credential.
    if (!args || !engine.canSendAgain(refused.snapshot)) return undefined
    const { credential } = refused
    if (credential !== undefined && credential === credentialOf(args, session)) {
      if (await engine.unchangedCredential(refused)) continue
      return undefined
    }
    // A `Request` that is sent anew has no verdict yet.
    verdicts.delete(Object(call.replay.first[0]))
    // The caller never sees this one; not awaited, since WebKit settles it only with the other branch.
    refusal.body?.cancel().catch(() => {})
    return { args, snapshot, replayed: true }
  }
}

async function prepareAgain(
  { session, client, credentials }: Wire,
  call: Call,
  refusal: Response,
): Promise<FetchArguments | undefined> {
  let args = sendAgain(call.replay)
  if (/^(?:GET|HEAD)$/.test(call.method) && mayBeCached(refusal)) args = pastCache(args)
  const [input, init] = args
  if (client.beforeReplay && isRequest(input)) args = [await client.beforeReplay(input, init), init]
  if (!credentials.exist) return args
  const wasDisposed = session.isDisposed
  try {
    return await credentials.apply(args, { replay: true, signal: call.signal })
  } catch (error) {
    if (session.isDisposed && !wasDisposed) return undefined
    throw error
  }
}
