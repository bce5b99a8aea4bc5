import type { Verdict } from '../../verdict/index.js'
import type { Advice, AdviceContext } from '../advice.js'

/** Gives a piece of advice where an answer needs it. */
export type Rule = (verdict: Verdict, context: AdviceContext) => Advice | undefined

/** Registered with IANA. */
const registered = /^(?:[123]\d\d|40\d|41[0-7]|42[1-689]|431|451|50[0-8]|510|511)$/

export function isRegisteredStatus(status: number): boolean {
  return registered.test(`${status}`)
}

/**
 * In these protocols the body refuses, whatever the status. A session endpoint may answer 200 for a user who is not
 * signed in.
 */
const refusesInBody = /^(?:graphql|grpc|json-rpc|xml-rpc|trpc|session-answer)\/|^openmrs\/session$/

export function isRefusedInBody({ because }: Verdict): boolean {
  return because.slice(0, 2).some(({ rule }) => refusesInBody.test(rule))
}
