import { randomBytes, scrypt, scryptSync, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

export interface User {
  readonly username: string
  readonly name: string
  readonly permissions: readonly string[]
  /** OAuth scopes that the user's access tokens get. */
  readonly scopes: readonly string[]
  /** The permissions of the OpenMRS-style endpoints. */
  readonly privileges: readonly string[]
  readonly locked: boolean
  readonly salt: Buffer
  readonly hash: Buffer
}

const HASH_BYTES = 32
const hashPassword = promisify<string, Buffer, number, Buffer>(scrypt)

function seed(password: string, user: Omit<User, 'salt' | 'hash'>): User {
  const salt = randomBytes(16)
  return { ...user, salt, hash: scryptSync(password, salt, HASH_BYTES) }
}

const ada = seed('lovelace', {
  username: 'ada',
  name: 'Ada Lovelace',
  permissions: ['projects:read', 'projects:write'],
  scopes: ['reports:read', 'reports:approve'],
  privileges: ['Get Patients'],
  locked: false,
})

const grace = seed('hopper', {
  username: 'grace',
  name: 'Grace Hopper',
  permissions: ['projects:read', 'projects:write', 'projects:confidential'],
  scopes: ['reports:read', 'reports:approve', 'finance:read'],
  privileges: ['Get Patients', 'Get Users'],
  locked: false,
})

const locked = seed('locked', { ...ada, username: 'locked', name: 'Lee Locked', locked: true })

const users = new Map([ada, grace, locked].map((user) => [user.username, user]))

/**
 * Takes as long for a user name that does not exist. Only a caller with the right password learns that an account is
 * locked.
 */
export async function checkPassword(username: string, password: string): Promise<User | 'wrong' | 'locked'> {
  const user = users.get(username)
  const { salt, hash } = user ?? ada
  const right = timingSafeEqual(await hashPassword(password, salt, HASH_BYTES), hash)
  if (!user || !right) return 'wrong'
  return user.locked ? 'locked' : user
}

export function findUser(username: string): User | undefined {
  return users.get(username)
}
