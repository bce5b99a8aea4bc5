import { version } from 'react'
import { version as domVersion } from 'react-dom'
import { expect, inject, it } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    readonly older?: boolean
  }
}

it('the React that these tests run with is the newest that is supported, or in the project `older` the oldest', () => {
  expect(version).toMatch(inject('older') ? /^18\.0\./ : /^19\./)
  expect(domVersion).toBe(version)
})
