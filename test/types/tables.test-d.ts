import { describe, test } from 'vitest'
import { conventionFromTables } from '../../src/conventions/build/from-tables.ts'

describe('tables of a family', () => {
  test('given reasons, statuses, roles and certainties → they compile', () => {
    conventionFromTables({
      name: 'acme',
      when: ({ role }) => role !== 'integration',
      headers: { 'x-acme': { 'token-expired 401 403': ['expired'], permission: [''] } },
      codes: { 'no-credentials': 'e17 e18', 'wrong-credentials 400 422 sign-in likely': 'e19' },
      sentences: { 'account-locked 429': ['Too many attempts'], 'policy 403 guess integration': ['Not from here'] },
      pages: { 'unrelated 403 likely': ['id="acme-wall"'] },
    })
  })

  test('given a reason that does not exist → it does not compile', () => {
    // @ts-expect-error no such reason: permision
    conventionFromTables({ name: 'acme', codes: { permision: 'e17' } })
    // @ts-expect-error no such reason: permision
    conventionFromTables({ name: 'acme', sentences: { 'permision 403': ['No'] } })
    // @ts-expect-error no such reason: permision
    conventionFromTables({ name: 'acme', pages: { 'permision 403': ['No'] } })
    // @ts-expect-error no such reason: permision
    conventionFromTables({ name: 'acme', headers: { 'x-acme': { permision: [''] } } })
  })

  test('given a word that is no status, role or certainty → it does not compile', () => {
    // @ts-expect-error no such status, role or certainty: 4O3
    conventionFromTables({ name: 'acme', codes: { 'permission 4O3': 'e17' } })
    // @ts-expect-error no such status, role or certainty: signin
    conventionFromTables({ name: 'acme', codes: { 'wrong-credentials 401 signin': 'e17' } })
    // @ts-expect-error no such status, role or certainty: probably
    conventionFromTables({ name: 'acme', sentences: { 'permission 403 probably': ['No'] } })
    // @ts-expect-error no such status, role or certainty: 4030
    conventionFromTables({ name: 'acme', headers: { 'x-acme': { 'permission 4030': [''] } } })
    // @ts-expect-error two spaces leave an empty word
    conventionFromTables({ name: 'acme', codes: { 'permission  403': 'e17' } })
  })
})
