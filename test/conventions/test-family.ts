import { expect, test } from 'vitest'
import { type Convention, standard } from 'why401/conventions'
import { type Exchange, judge, said } from './exchange.ts'

/** An exchange with a title, and the verdict that it must have: `kind/reason certainty`. */
export type Case = readonly [title: string, exchange: Exchange, expected: string]

/** Tests what a family concludes by itself, and that the other conventions conclude nothing else. */
export function testFamily(convention: Convention, cases: readonly Case[]): void {
  test.each(cases)('%s', async (_title, exchange, expected) => {
    expect(await said({ ...exchange, conventions: [convention] })).toBe(expected)
  })

  testAmongAll(cases)
}

/** Tests that each exchange has the same kind of verdict by all conventions. */
export function testAmongAll(cases: readonly Case[]): void {
  test.each(cases)('%s, among all: the same kind', async (_title, exchange, expected) => {
    const { kind } = await judge({ ...exchange, conventions: standard() })
    expect(kind).toBe(expected.split('/')[0])
  })
}

/** Tests that on an integration route no exchange ends our own session for certain. */
export function testOnIntegration(cases: readonly Case[]): void {
  test.each(cases)('%s, on an integration route: never our own session’s end for certain', async (_title, exchange) => {
    const { kind, certainty } = await judge({ ...exchange, integration: 'x', role: 'integration' })
    expect(`${kind} ${certainty}`).not.toBe('reauthenticate certain')
  })
}
