import { describe as suite, expectTypeOf, it } from 'vitest'
import { describe, type Description, type Verdict, type Words } from 'why401'

suite('describe', () => {
  it('gives each function the verdict of its reason', () => {
    const words: Words = {
      'key-revoked': { title: ({ integration }) => integration ?? '' },
      'account-locked': { detail: ({ retryAfter = 0 }) => `${retryAfter}` },
      'step-up': { detail: ({ stepUp }) => `${stepUp?.maxAge}`, action: '' },
    }
    expectTypeOf(describe({} as Verdict, words)).toEqualTypeOf<Description>()
  })

  it('refuses a reason and a text that do not exist', () => {
    const words: readonly Words[] = [
      // @ts-expect-error no such reason
      { 'key-lost': { title: '' } },
      // @ts-expect-error no such text
      { 'key-revoked': { headline: '' } },
      // @ts-expect-error a refused permission has no retryAfter
      { permission: { detail: ({ retryAfter }) => `${retryAfter}` } },
    ]
    void words
  })
})
