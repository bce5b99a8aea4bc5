import { expect, it } from 'vitest'
import { defineDevtools, mountDevtools } from 'why401/devtools'
import { authOver } from './scripted.ts'

it('imported where there is no window it does nothing; mounting is no error there', () => {
  expect(Object.keys(globalThis)).not.toContain('customElements')
  const auth = authOver({})
  expect(mountDevtools(auth)()).toBeUndefined()
  auth.dispose()
})

it('defining an element where there are none says so', () => {
  expect(() => defineDevtools()).toThrow(
    new TypeError('defineDevtools: there are no custom elements here; call it in a page only'),
  )
})
