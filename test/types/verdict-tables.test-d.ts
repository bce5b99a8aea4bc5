import { describe, expectTypeOf, it } from 'vitest'
import type { StatusTable } from '../../src/verdict/http.ts'
import { meaningOf, type MeaningOf, type ReasonTable } from '../../src/verdict/remedy.ts'
import type { ForbiddenMeaning, Meaning, ReauthenticateMeaning } from '../../src/verdict/verdict.ts'

/** The union as it would be with one reason more. */
interface Longer extends Omit<ForbiddenMeaning, 'reason'> {
  readonly reason: ForbiddenMeaning['reason'] | 'office-closed'
}
type WithOneMore = Exclude<Meaning, ForbiddenMeaning> | Longer

describe('the table of reasons', () => {
  it('when a reason is added to the union alone, then it does not compile', () => {
    const rows = {} as ReasonTable
    expectTypeOf(rows).toEqualTypeOf<ReasonTable>()
    // @ts-expect-error no row for office-closed
    const missing: ReasonTable<WithOneMore> = rows
    const complete: ReasonTable<WithOneMore> = {
      ...rows,
      'office-closed': { kind: 'forbidden', remedy: 'contact-admin' },
    }
    void [missing, complete]
  })

  it('when a row has a kind or a remedy that its reason cannot have, then it does not compile', () => {
    const wrongKind: Partial<ReasonTable> = {
      // @ts-expect-error csrf is a reason of forbidden
      csrf: { kind: 'reauthenticate', remedy: 'sign-in' },
    }
    const wrongRemedy: Partial<ReasonTable> = {
      // @ts-expect-error forbidden is never mended by a new sign-in
      csrf: { kind: 'forbidden', remedy: 'sign-in' },
    }
    const wrongName: Partial<ReasonTable> = {
      // @ts-expect-error a typo
      crsf: { kind: 'forbidden', remedy: 'refresh-csrf' },
    }
    void [wrongKind, wrongRemedy, wrongName]
  })

  it('ties a reason to its member of the union', () => {
    expectTypeOf<MeaningOf<'step-up'>>().toEqualTypeOf<ReauthenticateMeaning>()
    expectTypeOf(meaningOf('step-up').kind).toEqualTypeOf<'reauthenticate'>()
    expectTypeOf(meaningOf('csrf').remedy).toExtend<MeaningOf<'csrf'>['remedy']>()
  })
})

describe('the table of statuses', () => {
  const base = { ok: ['ok', 'guess'], '4xx': ['invalid-request', 'guess'], '5xx': ['server-error', 'guess'] } as const

  it('takes statuses, with and without a role', () => {
    const rows: StatusTable = {
      ...base,
      '403': ['permission', 'guess'],
      '401@sign-in': ['wrong-credentials', 'likely'],
    }
    void rows
  })

  it('when a status, a role, a reason or a certainty is misspelt, then it does not compile', () => {
    const rows = [
      // @ts-expect-error the letter O
      { ...base, '4O3': ['permission', 'guess'] } satisfies StatusTable,
      // @ts-expect-error four digits
      { ...base, '4033': ['permission', 'guess'] } satisfies StatusTable,
      // @ts-expect-error no such role
      { ...base, '401@signin': ['wrong-credentials', 'likely'] } satisfies StatusTable,
      // @ts-expect-error no such reason
      { ...base, '403': ['permision', 'guess'] } satisfies StatusTable,
      // @ts-expect-error no such certainty
      { ...base, '403': ['permission', 'sure'] } satisfies StatusTable,
      // @ts-expect-error no row for the other statuses from 500
      { ok: base.ok, '4xx': base['4xx'] } satisfies StatusTable,
    ]
    void rows
  })
})
