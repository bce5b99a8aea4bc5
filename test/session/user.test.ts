import { expect, it } from 'vitest'
import { createUser } from '../../src/session/user.ts'

const ports = { after: () => () => {} }

it('given a user who is another when the engine comes, then the first is still known', () => {
  let name = 'A'
  const user = createUser({ user: () => name }, ports)
  name = 'B'
  expect([user.first, user.name()]).toEqual(['A', 'B'])
})

it('given an app whose `user` throws, then nobody is known, and nothing is thrown', () => {
  const user = createUser(
    {
      user: () => {
        throw new Error('no store yet')
      },
    },
    ports,
  )
  expect([user.first, user.name()]).toEqual([undefined, undefined])
})
