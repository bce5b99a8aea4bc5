// The part of node's modules that `examples/server` uses, for a page. Hashes are those of @noble/hashes.
import { scrypt as nobleScrypt } from '@noble/hashes/scrypt.js'
import { sha256 } from '@noble/hashes/sha2.js'

const letters = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')

class Bytes extends Uint8Array {
  override toString(encoding: 'utf8' | 'base64url' = 'utf8'): string {
    if (encoding === 'utf8') return new TextDecoder().decode(this)
    return btoa(letters(this)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  }
}

/** node's Buffer, as far as it is needed here. */
const buffer = {
  from: (text: string, encoding?: 'base64'): Bytes =>
    new Bytes(
      encoding === 'base64'
        ? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
        : new TextEncoder().encode(text),
    ),
  concat: (chunks: readonly Uint8Array[]): Bytes => new Bytes(chunks.flatMap((chunk) => [...chunk])),
}
Object.assign(globalThis, { Buffer: buffer })

export const randomBytes = (size: number): Bytes => crypto.getRandomValues(new Bytes(size))

export const createHash = (_name: 'sha256') => ({
  update: (text: string) => ({
    digest: (encoding: 'base64url') => new Bytes(sha256(new TextEncoder().encode(text))).toString(encoding),
  }),
})

export const timingSafeEqual = (left: Uint8Array, right: Uint8Array): boolean => letters(left) === letters(right)

/** The passwords are public and live in this page: a low cost is enough. */
export const scryptSync = (password: string, salt: Uint8Array, size: number): Bytes =>
  new Bytes(nobleScrypt(new TextEncoder().encode(password), salt, { N: 16, r: 1, p: 1, dkLen: size }))

type Callback = (error: unknown, value?: unknown) => void
export const scrypt = (password: string, salt: Uint8Array, size: number, done: Callback): void =>
  done(undefined, scryptSync(password, salt, size))

export const promisify =
  (run: (...values: never[]) => void) =>
  (...values: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const done: Callback = (error, value) => (error ? reject(error) : resolve(value))
      run(...([...values, done] as never[]))
    })

const noFiles = (): never => {
  throw new Error('This backend has no files')
}
export { noFiles as existsSync, noFiles as readdirSync, noFiles as join }
